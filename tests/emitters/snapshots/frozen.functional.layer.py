import keras
from keras import layers


@keras.saving.register_keras_serializable(package="frozen")
class Block(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.attention = layers.MultiHeadAttention(
            num_heads=2, key_dim=2, name="attention"
        )

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))
        if not self.trainable:
            for layer in [self.attention]:
                layer.trainable = False

    def call(self, inputs, training=None):
        return self.attention(inputs, inputs, training=training)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    inputs = keras.Input(shape=(5, 4))
    dense = layers.Dense(4, trainable=False)(inputs)
    mha = layers.MultiHeadAttention(num_heads=1, key_dim=2, name="mha")
    x = mha(dense, dense)
    mha.trainable = False
    x = Block(trainable=False)(x)
    x = layers.BatchNormalization(trainable=False, name="norm")(x, training=True)
    both_ways = layers.Bidirectional(layers.GRU(3, reset_after=False), name="both_ways")
    x = both_ways(x)
    both_ways.trainable = False
    outputs = layers.Dense(2)(x)
    return keras.Model(inputs, outputs, name="frozen")


if __name__ == "__main__":
    build_model().summary()
