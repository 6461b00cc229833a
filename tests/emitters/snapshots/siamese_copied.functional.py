import keras
from keras import layers


def build_model():
    left = keras.Input(shape=(784,), name="left")
    right = keras.Input(shape=(784,), name="right")
    x = layers.Dense(256, activation="relu")(left)
    dense_1 = layers.Dense(64, activation="relu")(x)
    x = layers.Dense(256, activation="relu")(right)
    dense_3 = layers.Dense(64, activation="relu")(x)
    x = layers.Concatenate()([dense_1, dense_3])
    same_digit = layers.Dense(1, activation="sigmoid", name="same_digit")(x)
    return keras.Model(inputs=[left, right], outputs=same_digit, name="siamese_copied")


if __name__ == "__main__":
    build_model().summary()
