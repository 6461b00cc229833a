import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(128,)),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.3),
            layers.BatchNormalization(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="binary_classifier",
    )


if __name__ == "__main__":
    build_model().summary()
