import keras
from keras import layers


@keras.saving.register_keras_serializable(package="nested_blocks")
class Split(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.product = layers.Multiply(name="product")
        self.total = layers.Add(name="total")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs):
        a, b = inputs
        product = self.product([a, b])
        total = self.total([a, b])
        return {"total": total, "product": product}

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="nested_blocks")
class Mix(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(4)
        self.split = Split()
        self.concatenate = layers.Concatenate()

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, x_1):
        dense = self.dense(x_1)
        split = self.split([x_1, dense])
        return self.concatenate([split["total"], split["product"], dense])

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="nested_blocks")
class NestedBlocks(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.mix = Mix()
        self.head = layers.Dense(3, name="head")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, features):
        x = self.mix(features)
        return self.head(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = NestedBlocks()
    model.build((None, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
