import keras
from keras import layers


def build_block():
    inputs = keras.Input(shape=(5, 4), name="input_layer")
    attention = layers.MultiHeadAttention(num_heads=2, key_dim=2, name="attention")(
        inputs, inputs
    )
    return keras.Model(inputs, attention, name="block")


def build_model():
    inputs = keras.Input(shape=(5, 4))
    dense = layers.Dense(4, trainable=False)(inputs)
    mha = layers.MultiHeadAttention(num_heads=1, key_dim=2, name="mha")
    x = mha(dense, dense)
    mha.trainable = False
    block = build_block()
    x = block(x)
    block.trainable = False
    x = layers.BatchNormalization(trainable=False, name="norm")(x, training=True)
    both_ways = layers.Bidirectional(layers.GRU(3, reset_after=False), name="both_ways")
    x = both_ways(x)
    both_ways.trainable = False
    outputs = layers.Dense(2)(x)
    return keras.Model(inputs, outputs, name="frozen")


if __name__ == "__main__":
    build_model().summary()
