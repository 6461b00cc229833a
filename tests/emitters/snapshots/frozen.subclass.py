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


@keras.saving.register_keras_serializable(package="frozen")
class Frozen(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(4, trainable=False)
        self.mha = layers.MultiHeadAttention(num_heads=1, key_dim=2, name="mha")
        self.block = Block(trainable=False)
        self.norm = layers.BatchNormalization(trainable=False, name="norm")
        self.both_ways = layers.Bidirectional(
            layers.GRU(3, reset_after=False), name="both_ways"
        )
        self.dense_1 = layers.Dense(2)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))
        self.mha.trainable = False
        self.both_ways.trainable = False

    def call(self, inputs, training=None):
        dense = self.dense(inputs)
        x = self.mha(dense, dense, training=training)
        x = self.block(x, training=training)
        x = self.norm(x, training=True)
        x = self.both_ways(x, training=training)
        return self.dense_1(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Frozen()
    model.build((None, 5, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
