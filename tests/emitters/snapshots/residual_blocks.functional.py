import keras
from keras import layers


def build_residual_block_64():
    inputs = keras.Input(shape=(20,))
    x = layers.Dense(64, activation="relu")(inputs)
    dense_1 = layers.Dense(64)(x)
    dense_2 = layers.Dense(64)(inputs)
    x = layers.Add()([dense_1, dense_2])
    outputs = layers.Activation("relu")(x)
    return keras.Model(inputs, outputs, name="residual_block_64")


def build_residual_block_32():
    inputs = keras.Input(shape=(64,))
    x = layers.Dense(32, activation="relu")(inputs)
    dense_4 = layers.Dense(32)(x)
    dense_5 = layers.Dense(32)(inputs)
    x = layers.Add()([dense_4, dense_5])
    outputs = layers.Activation("relu")(x)
    return keras.Model(inputs, outputs, name="residual_block_32")


def build_model():
    inputs = keras.Input(shape=(20,))
    x = build_residual_block_64()(inputs)
    x = build_residual_block_32()(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="residual_blocks")


if __name__ == "__main__":
    build_model().summary()
