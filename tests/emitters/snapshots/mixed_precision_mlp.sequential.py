import keras
from keras import layers

keras.config.set_dtype_policy("mixed_float16")


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax", dtype="float32"),
        ],
        name="mixed_precision_mlp",
    )


if __name__ == "__main__":
    build_model().summary()
