import keras
from keras import layers


def build_model():
    source = keras.Input(shape=(5, 3), name="source")
    target = keras.Input(shape=(4, 3), name="target")
    _, encoder_state_h, encoder_state_c = layers.LSTM(
        4, return_state=True, name="encoder"
    )(source)
    decoder = layers.LSTM(4, return_sequences=True, name="decoder")(
        target, initial_state=[encoder_state_h, encoder_state_c]
    )
    gru, gru_state = layers.GRU(2, return_state=True)(decoder)
    add = layers.Add()([gru, gru_state])
    rnn = layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])(decoder)
    return keras.Model(
        inputs={"source": source, "target": target},
        outputs=(add, rnn, decoder),
        name="recurrent_states",
    )


if __name__ == "__main__":
    build_model().summary()
