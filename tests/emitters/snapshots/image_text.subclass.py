import keras
from keras import layers


@keras.saving.register_keras_serializable(package="image_text")
class ImageText(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv2d = layers.Conv2D(32, 3, activation="relu")
        self.max_pooling2d = layers.MaxPooling2D()
        self.conv2d_1 = layers.Conv2D(64, 3, activation="relu")
        self.max_pooling2d_1 = layers.MaxPooling2D()
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(128, activation="relu")
        self.concatenate = layers.Concatenate()
        self.dense_1 = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs):
        image_input, text_input = inputs
        x = self.conv2d(image_input)
        x = self.max_pooling2d(x)
        x = self.conv2d_1(x)
        x = self.max_pooling2d_1(x)
        flatten = self.flatten(x)
        dense = self.dense(text_input)
        x = self.concatenate([flatten, dense])
        return self.dense_1(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = ImageText()
    model.build([(None, 28, 28, 1), (None, 100)])
    return model


if __name__ == "__main__":
    build_model().summary()
