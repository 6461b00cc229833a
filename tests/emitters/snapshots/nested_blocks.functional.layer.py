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


def build_model():
    features = keras.Input(shape=(4,), name="features")
    x = Mix()(features)
    head = layers.Dense(3, name="head")(x)
    return keras.Model(features, head, name="nested_blocks")


if __name__ == "__main__":
    build_model().summary()
