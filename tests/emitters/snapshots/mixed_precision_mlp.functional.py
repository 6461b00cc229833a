import keras
from keras import layers


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    inputs = keras.Input(shape=(784,))
    x = layers.Dense(256, activation="relu")(inputs)
    x = layers.Dense(64, activation="relu")(x)
    outputs = layers.Dense(10, activation="softmax", dtype="float32")(x)
    model = keras.Model(inputs, outputs, name="mixed_precision_mlp")
    keras.config.set_dtype_policy(before)
    return model


if __name__ == "__main__":
    build_model().summary()
