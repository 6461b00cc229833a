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


@keras.saving.register_keras_serializable(package="residual_blocks")
class ResidualBlocks(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.residual_block_64 = ResidualBlock64(name="residual_block_64")
        self.residual_block_32 = ResidualBlock32(name="residual_block_32")
        self.dense_6 = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.residual_block_64(inputs)
        x = self.residual_block_32(x)
        return self.dense_6(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = ResidualBlocks()
    model.build((None, 20))
    return model


if __name__ == "__main__":
    build_model().summary()
