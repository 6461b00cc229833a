import keras
from keras import layers


@keras.saving.register_keras_serializable(package="frozen_base")
class FrozenBase(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rescaling = layers.Rescaling(0.5)
        self.base = keras.applications.MobileNetV3Small(
            input_shape=(32, 32, 3), minimalistic=True, include_top=False, weights=None
        )
        self.base.trainable = False
        self.global_average_pooling2d = layers.GlobalAveragePooling2D()
        self.dense = layers.Dense(3)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.rescaling(inputs)
        x = self.base(x, training=training)
        x = self.global_average_pooling2d(x)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = FrozenBase()
    model.build((None, 32, 32, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
