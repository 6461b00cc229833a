import keras
from keras import layers


@keras.saving.register_keras_serializable(package="mixed_inputs")
class MixedInputs(keras.Model):
    def __init__(self, **kwargs):
        # Layers take the global dtype policy as they are made
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_bfloat16")
        # Tensors come in as they are; the layers inside convert them
        super().__init__(autocast=False, **kwargs)
        self.layer_normalization = layers.LayerNormalization()
        self.maximum = layers.Maximum()
        keras.config.set_dtype_policy(before)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, features):
        layer_normalization = self.layer_normalization(features)
        return self.maximum([features, layer_normalization])

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = MixedInputs()
    model.build((None, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
