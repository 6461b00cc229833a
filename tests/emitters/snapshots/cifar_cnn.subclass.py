import keras
from keras import layers


@keras.saving.register_keras_serializable(package="cifar_cnn")
class CifarCnn(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv2d = layers.Conv2D(32, 3, padding="same", activation="relu")
        self.batch_normalization = layers.BatchNormalization()
        self.conv2d_1 = layers.Conv2D(32, 3, padding="same", activation="relu")
        self.max_pooling2d = layers.MaxPooling2D()
        self.dropout = layers.Dropout(0.25)
        self.conv2d_2 = layers.Conv2D(64, 3, padding="same", activation="relu")
        self.batch_normalization_1 = layers.BatchNormalization()
        self.conv2d_3 = layers.Conv2D(64, 3, padding="same", activation="relu")
        self.global_average_pooling2d = layers.GlobalAveragePooling2D()
        self.dropout_1 = layers.Dropout(0.4)
        self.dense = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.conv2d(inputs)
        x = self.batch_normalization(x, training=training)
        x = self.conv2d_1(x)
        x = self.max_pooling2d(x)
        x = self.dropout(x, training=training)
        x = self.conv2d_2(x)
        x = self.batch_normalization_1(x, training=training)
        x = self.conv2d_3(x)
        x = self.global_average_pooling2d(x)
        x = self.dropout_1(x, training=training)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = CifarCnn()
    model.build((None, 32, 32, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
