import keras
from keras import layers


@keras.saving.register_keras_serializable(package="attention_block")
class SelfAttentionBlock(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.multi_head_attention = layers.MultiHeadAttention(num_heads=4, key_dim=16)
        self.layer_normalization = layers.LayerNormalization()
        self.dense = layers.Dense(64, activation="relu")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        multi_head_attention = self.multi_head_attention(
            inputs, inputs, training=training
        )
        x = inputs + multi_head_attention
        x = self.layer_normalization(x)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="attention_block")
class AttentionBlock(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.self_attention_block = SelfAttentionBlock()
        self.global_average_pooling1d = layers.GlobalAveragePooling1D()
        self.dense_1 = layers.Dense(3, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, sequence, training=None):
        x = self.self_attention_block(sequence, training=training)
        x = self.global_average_pooling1d(x)
        return self.dense_1(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = AttentionBlock()
    model.build((None, 32, 64))
    return model


if __name__ == "__main__":
    build_model().summary()
