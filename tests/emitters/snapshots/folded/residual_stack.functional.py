import keras
from keras import layers


def residual_block(inputs):
    """Dense and Add."""
    x = layers.Dense(32, activation="relu")(inputs)
    x = layers.Dense(32, activation="relu")(x)
    return layers.Add()([inputs, x])


def build_model():
    input_ = keras.Input(shape=(32,), name="input")
    x = input_
    for _ in range(13):
        x = residual_block(x)
    return keras.Model(input_, x, name="stack_40")


if __name__ == "__main__":
    build_model().summary()
