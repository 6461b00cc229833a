import keras
from keras import layers


@keras.saving.register_keras_serializable(package="frozen_chain")
class FrozenChain(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.time_distributed = layers.TimeDistributed(layers.Dense(3, name="inner"))
        self.global_max_pooling1d = layers.GlobalMaxPooling1D()

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))
        self.time_distributed.trainable = False

    def call(self, inputs, training=None):
        x = self.time_distributed(inputs, training=training)
        return self.global_max_pooling1d(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = FrozenChain()
    model.build((None, 5, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
