import keras
from keras import layers


@keras.saving.register_keras_serializable(package="residual_blocks")
class ResidualBlock64(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(64, activation="relu")
        self.dense_1 = layers.Dense(64)
        self.dense_2 = layers.Dense(64)
        self.add = layers.Add()
        self.activation = layers.Activation("relu")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.dense(inputs)
        dense_1 = self.dense_1(x)
        dense_2 = self.dense_2(inputs)
        x = self.add([dense_1, dense_2])
        return self.activation(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="residual_blocks")
class ResidualBlock32(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense_3 = layers.Dense(32, activation="relu")
        self.dense_4 = layers.Dense(32)
        self.dense_5 = layers.Dense(32)
        self.add_1 = layers.Add()
        self.activation_1 = layers.Activation("relu")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.dense_3(inputs)
        dense_4 = self.dense_4(x)
        dense_5 = self.dense_5(inputs)
        x = self.add_1([dense_4, dense_5])
        return self.activation_1(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    inputs = keras.Input(shape=(20,))
    x = ResidualBlock64(name="residual_block_64")(inputs)
    x = ResidualBlock32(name="residual_block_32")(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="residual_blocks")


if __name__ == "__main__":
    build_model().summary()
