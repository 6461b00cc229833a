import keras
from keras import layers


def residual_block_layers():
    """Dense and Add."""
    return [
        layers.Dense(32, activation="relu"),
        layers.Dense(32, activation="relu"),
        layers.Add(),
    ]


def call_residual_block(made, inputs):
    """Call the next layers as a residual block."""
    x = next(made)(inputs)
    x = next(made)(x)
    return next(made)([inputs, x])


@keras.saving.register_keras_serializable(package="stack_40")
class Stack40(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.blocks = []
        for _ in range(13):
            self.blocks += residual_block_layers()

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, input_):
        made = iter(self.blocks)
        x = input_
        for _ in range(13):
            x = call_residual_block(made, x)
        return x

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Stack40(name="stack_40")
    model.build((None, 32))
    return model


if __name__ == "__main__":
    build_model().summary()
