import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(20,))
    x = layers.Dense(128, activation="relu")(inputs)
    x = layers.Dropout(0.3)(x)
    x = layers.Dense(64, activation="relu")(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="dropout_mlp")


if __name__ == "__main__":
    build_model().summary()
