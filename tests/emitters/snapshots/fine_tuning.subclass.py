import keras
from keras import layers


@keras.saving.register_keras_serializable(package="fine_tuning")
class FineTuning(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.features = keras.applications.MobileNetV3Small(
            input_shape=(32, 32, 3),
            minimalistic=True,
            include_top=False,
            weights=None,
            pooling="max",
            name="features",
        )
        # Shared: one set of weights, called 2 times
        self.base = keras.applications.MobileNet(
            input_shape=(32, 32, 3),
            alpha=0.25,
            include_top=False,
            weights=None,
            pooling="avg",
        )
        for layer in self.base.layers[:-20]:
            layer.trainable = False
        self.rescaling = layers.Rescaling(0.5, name="rescaling")
        self.concatenate = layers.Concatenate()
        self.layer = layers.Dense(3, name="layer")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs, training=None):
        left, right = inputs
        x = self.features(left, training=training)
        rescaling = self.rescaling(x)
        left_base = self.base(left, training=training)
        right_base = self.base(right, training=False)
        x = self.concatenate([left_base, right_base, rescaling])
        return self.layer(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = FineTuning()
    model.build([(None, 32, 32, 3), (None, 32, 32, 3)])
    return model


if __name__ == "__main__":
    build_model().summary()
