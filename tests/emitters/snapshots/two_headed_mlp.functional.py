import keras
from keras import layers


def build_model():
    pixels = keras.Input(shape=(784,), name="pixels")
    metadata = keras.Input(shape=(8,), name="metadata")
    x = layers.Dense(256, activation="relu")(pixels)
    dense_1 = layers.Dense(64, activation="relu")(x)
    dense_2 = layers.Dense(16, activation="relu")(metadata)
    concatenate = layers.Concatenate()([dense_1, dense_2])
    digit = layers.Dense(10, activation="softmax", name="digit")(concatenate)
    is_hard = layers.Dense(1, activation="sigmoid", name="is_hard")(concatenate)
    return keras.Model(
        inputs=[pixels, metadata], outputs=[digit, is_hard], name="two_headed_mlp"
    )


if __name__ == "__main__":
    build_model().summary()
