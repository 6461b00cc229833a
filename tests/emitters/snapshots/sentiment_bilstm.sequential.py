import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(200,), dtype="int32"),
            layers.Embedding(20000, 64, mask_zero=True),
            layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
            layers.Bidirectional(layers.LSTM(32)),
            layers.Dense(32, activation="relu"),
            layers.Dropout(0.4),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="sentiment_bilstm",
    )


if __name__ == "__main__":
    build_model().summary()
