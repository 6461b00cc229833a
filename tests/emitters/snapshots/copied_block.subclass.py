import keras
from keras import layers


@keras.saving.register_keras_serializable(package="copied_block")
class Tower(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(6, activation="relu", name="dense")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))
        if not self.trainable:
            for layer in [self.dense]:
                layer.trainable = False

    def call(self, inputs):
        dense = self.dense(inputs)
        return inputs + dense

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="copied_block")
class CopiedBlock(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.tower = Tower(trainable=False)
        self.tower_1 = Tower()
        self.dense = layers.Dense(2)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.tower(inputs)
        x = self.tower_1(x)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = CopiedBlock()
    model.build((None, 6))
    return model


if __name__ == "__main__":
    build_model().summary()
