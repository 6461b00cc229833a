import keras
from keras import layers


def transformer_block_layers(name):
    """LayerNormalization, MultiHeadAttention, Add and Dense."""
    return [
        layers.LayerNormalization(name=f"{name}_norm_1"),
        layers.MultiHeadAttention(num_heads=4, key_dim=16, name=f"{name}_attention"),
        layers.Add(name=f"{name}_add_1"),
        layers.LayerNormalization(name=f"{name}_norm_2"),
        layers.Dense(256, activation="gelu", name=f"{name}_up"),
        layers.Dense(64, name=f"{name}_down"),
        layers.Add(name=f"{name}_add_2"),
    ]


def call_transformer_block(made, inputs, training=None):
    """Call the next layers as a transformer block."""
    x = next(made)(inputs)
    x = next(made)(x, x, use_causal_mask=True, training=training)
    add = next(made)([inputs, x])
    x = next(made)(add)
    x = next(made)(x)
    x = next(made)(x)
    return next(made)([add, x])


@keras.saving.register_keras_serializable(package="gpt3")
class Gpt3(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(50257, 64)
        self.blocks = []
        for index in range(12):
            self.blocks += transformer_block_layers(name=f"block_{index}")
        self.norm = layers.LayerNormalization(name="norm")
        self.head = layers.Dense(50257, name="head")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, token_ids, training=None):
        made = iter(self.blocks)
        x = self.embedding(token_ids)
        for _ in range(12):
            x = call_transformer_block(made, x, training=training)
        x = self.norm(x)
        head = self.head(x)
        return head

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Gpt3()
    model.build((None, 2048))
    return model


if __name__ == "__main__":
    build_model().summary()
