import keras
from keras import layers


def build_self_attention_block():
    inputs = keras.Input(shape=(32, 64))
    multi_head_attention = layers.MultiHeadAttention(num_heads=4, key_dim=16)(
        inputs, inputs
    )
    x = inputs + multi_head_attention
    x = layers.LayerNormalization()(x)
    outputs = layers.Dense(64, activation="relu")(x)
    return keras.Model(inputs, outputs, name="self_attention_block")


def build_model():
    sequence = keras.Input(shape=(32, 64), name="sequence")
    x = build_self_attention_block()(sequence)
    x = layers.GlobalAveragePooling1D()(x)
    outputs = layers.Dense(3, activation="softmax")(x)
    return keras.Model(sequence, outputs, name="attention_block")


if __name__ == "__main__":
    build_model().summary()
