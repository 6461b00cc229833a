import keras
import keras_hub
from keras import layers


def feed_forward(width, name=None):
    return keras.Sequential(
        [
            layers.Dense(4 * width, activation="gelu"),
            layers.Dense(width),
        ],
        name=name,
    )


def build_gpt(vocab=1000, width=64, heads=4, blocks=3, length=32):
    ids = keras.Input((length,), dtype="int32", name="ids")
    x = layers.Embedding(vocab, width)(ids)
    for i in range(blocks):
        normal = layers.LayerNormalization(name=f"ln_{i}_a")(x)
        attended = layers.MultiHeadAttention(heads, width // heads, name=f"attention_{i}")(
            normal, normal, use_causal_mask=True
        )
        x = x + attended
        normal = layers.LayerNormalization(name=f"ln_{i}_b")(x)
        x = x + feed_forward(width, name="ff_%d" % i)(normal)
    x = layers.LayerNormalization(name="ln_f")(x)
    return keras.Model(ids, layers.Dense(vocab, use_bias=False, name="head")(x), name="gpt")


model = build_gpt()
