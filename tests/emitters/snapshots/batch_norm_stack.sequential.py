import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(30,)),
            layers.Dense(256, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(128, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="batch_norm_stack",
    )


if __name__ == "__main__":
    build_model().summary()
