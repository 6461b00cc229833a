import keras
from keras import layers


def build_model():
    left = keras.Input(shape=(784,), name="left")
    right = keras.Input(shape=(784,), name="right")
    # Shared: one set of weights, called 2 times
    dense = layers.Dense(256, activation="relu")
    x = dense(left)
    # Shared: one set of weights, called 2 times
    dense_1 = layers.Dense(64, activation="relu")
    left_dense_1 = dense_1(x)
    x = dense(right)
    right_dense_1 = dense_1(x)
    x = layers.Concatenate()([left_dense_1, right_dense_1])
    same_digit = layers.Dense(1, activation="sigmoid", name="same_digit")(x)
    return keras.Model(
        inputs=[left, right], outputs=same_digit, name="siamese_comparator"
    )


if __name__ == "__main__":
    build_model().summary()
