import keras
from keras import layers, ops


@keras.saving.register_keras_serializable(package="mixed_block")
class Residual(layers.Layer):
    def __init__(self, **kwargs):
        # Layers take the global dtype policy as they are made
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_float16")
        # Tensors come in as they are; the layers inside convert them
        super().__init__(autocast=False, **kwargs)
        self.dense = layers.Dense(4, name="dense")
        keras.config.set_dtype_policy(before)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        inputs = ops.cast(inputs, "float32")
        dense = self.dense(inputs)
        return ops.add(inputs, dense)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="mixed_block")
class MixedBlock(keras.Model):
    def __init__(self, **kwargs):
        # Layers take the global dtype policy as they are made
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_float16")
        super().__init__(**kwargs)
        self.dense = layers.Dense(4)
        self.residual = Residual()
        self.rescaling = layers.Rescaling(0.5, dtype="float32")
        self.head = layers.Dense(2, activation="softmax", dtype="float32", name="head")
        keras.config.set_dtype_policy(before)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.dense(inputs)
        x = self.residual(x)
        x = self.rescaling(x)
        return self.head(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = MixedBlock()
    model.build((None, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
