import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(30, 5))
    x = layers.LSTM(64)(inputs)
    outputs = layers.Dense(7)(x)
    return keras.Model(inputs, outputs, name="time_series_lstm")


if __name__ == "__main__":
    build_model().summary()
