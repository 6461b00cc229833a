import keras
from keras import layers


def build_reader():
    inputs = keras.Input(shape=(7, 4))
    dense = layers.Dense(4)(inputs)
    lstm = layers.LSTM(3)(dense)
    return keras.Model(inputs=inputs, outputs=[dense, lstm], name="reader")


def build_model():
    ids = keras.Input(shape=(7,), dtype="int32", name="ids")
    x = layers.Embedding(5, 4, mask_zero=True)(ids)
    reader_dense, reader_lstm = build_reader()(x)
    gru = layers.GRU(2)(reader_dense)
    return keras.Model(
        inputs=ids, outputs={"states": gru, "last": reader_lstm}, name="masked_block"
    )


if __name__ == "__main__":
    build_model().summary()
