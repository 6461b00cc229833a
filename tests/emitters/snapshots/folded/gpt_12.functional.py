import keras
from keras import layers


def transformer_block(inputs, name):
    """LayerNormalization, MultiHeadAttention, Add and Dense."""
    x = layers.LayerNormalization(name=f"{name}_norm_1")(inputs)
    x = layers.MultiHeadAttention(num_heads=4, key_dim=16, name=f"{name}_attention")(
        x, x, use_causal_mask=True
    )
    add = layers.Add(name=f"{name}_add_1")([inputs, x])
    x = layers.LayerNormalization(name=f"{name}_norm_2")(add)
    x = layers.Dense(256, activation="gelu", name=f"{name}_up")(x)
    x = layers.Dense(64, name=f"{name}_down")(x)
    return layers.Add(name=f"{name}_add_2")([add, x])


def build_model():
    token_ids = keras.Input(shape=(2048,), name="token_ids")
    x = layers.Embedding(50257, 64)(token_ids)
    for index in range(12):
        x = transformer_block(x, name=f"block_{index}")
    x = layers.LayerNormalization(name="norm")(x)
    head = layers.Dense(50257, name="head")(x)
    return keras.Model(token_ids, head, name="gpt3")


if __name__ == "__main__":
    build_model().summary()
