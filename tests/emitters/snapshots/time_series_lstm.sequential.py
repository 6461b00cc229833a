import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(30, 5)),
            layers.LSTM(64),
            layers.Dense(7),
        ],
        name="time_series_lstm",
    )


if __name__ == "__main__":
    build_model().summary()
