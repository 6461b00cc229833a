import keras
from keras import layers


def build_encoder():
    inputs = keras.Input(shape=(6,))
    x = layers.Dense(5, activation="relu")(inputs)
    x = layers.BatchNormalization()(x)
    outputs = layers.Dropout(0.5)(x)
    return keras.Model(inputs, outputs, name="encoder")


def build_model():
    left = keras.Input(shape=(6,), name="left")
    right = keras.Input(shape=(6,), name="right")
    # Shared: one set of weights, called 2 times
    encoder = build_encoder()
    left_encoder = encoder(left)
    right_encoder = encoder(right)
    x = layers.Subtract()([left_encoder, right_encoder])
    same = layers.Dense(1, name="same")(x)
    return keras.Model(inputs=[left, right], outputs=same, name="shared_block")


if __name__ == "__main__":
    build_model().summary()
