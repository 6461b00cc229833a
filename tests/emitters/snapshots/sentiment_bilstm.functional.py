import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(200,), dtype="int32")
    x = layers.Embedding(20000, 64, mask_zero=True)(inputs)
    x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
    x = layers.Bidirectional(layers.LSTM(32))(x)
    x = layers.Dense(32, activation="relu")(x)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs, outputs, name="sentiment_bilstm")


if __name__ == "__main__":
    build_model().summary()
