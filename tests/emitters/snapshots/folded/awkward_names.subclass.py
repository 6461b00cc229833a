import keras
from keras import layers


@keras.saving.register_keras_serializable(package="Tom_s_best_model_100_x")
class TomSBestModel100X(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.x = layers.Dense(4, name="x")
        self.layers_ = layers.Dense(4, name="layers")
        self.keras_ = layers.Dense(4, name="keras")
        self.import_ = layers.Dense(4, name="import")
        self.output_1 = layers.Dense(4, name="output")
        self.optimizer_1 = layers.Dense(4, name="optimizer")
        self.build_model = layers.Dense(4, name="build_model")
        self.print_ = layers.Dense(4, name="print")
        self.layer_2nd = layers.Dense(4, name="2nd")
        self.self_ = layers.Dense(4, name="self")
        self.l_ = layers.Dense(4, name="l")
        self.private = layers.Dense(4, name="_private")
        self.dunder__ = layers.Dense(4, name="__dunder__")
        self.training = layers.Dense(4, name="training")
        self.dtype_1 = layers.Dense(4, name="dtype")
        self.blocks = []
        for name in ("Name", "name", "a.b", "a-b"):
            self.blocks.append(layers.Dense(4, name=name))
        for name in ("add_1", "summary", "loss", "call"):
            self.blocks.append(layers.Dense(4, name=name))

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, class_):
        made = iter(self.blocks)
        x = self.x(class_)
        x = self.layers_(x)
        x = self.keras_(x)
        x = self.import_(x)
        x = self.output_1(x)
        x = self.optimizer_1(x)
        x = self.build_model(x)
        x = self.print_(x)
        x = self.layer_2nd(x)
        x = self.self_(x)
        x = self.l_(x)
        x = self.private(x)
        x = self.dunder__(x)
        x = self.training(x)
        x = self.dtype_1(x)
        for _ in range(4):
            x = next(made)(x)
        for _ in range(4):
            x = next(made)(x)
        x = x + x
        outputs = x + class_
        return outputs

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TomSBestModel100X(name='Tom\'s "best" model: 100% {x}')
    model.build((None, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
