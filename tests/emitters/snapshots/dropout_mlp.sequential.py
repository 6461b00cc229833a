import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(20,)),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ],
        name="dropout_mlp",
    )


if __name__ == "__main__":
    build_model().summary()
