import keras
from keras import layers


@keras.saving.register_keras_serializable(package="digit_cnn")
class DigitCnn(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv2d = layers.Conv2D(32, 3, activation="relu")
        self.max_pooling2d = layers.MaxPooling2D()
        self.conv2d_1 = layers.Conv2D(64, 3, activation="relu")
        self.max_pooling2d_1 = layers.MaxPooling2D()
        self.flatten = layers.Flatten()
        self.dense = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.conv2d(inputs)
        x = self.max_pooling2d(x)
        x = self.conv2d_1(x)
        x = self.max_pooling2d_1(x)
        x = self.flatten(x)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = DigitCnn()
    model.build((None, 28, 28, 1))
    return model


if __name__ == "__main__":
    build_model().summary()
