import keras
from keras import layers


def build_again(cell, scores):
    inputs = keras.Input(shape=(5, 4), name="input_layer")
    x = layers.RNN(cell, name="rnn")(inputs)
    scores_output = scores(x)
    return keras.Model(inputs, scores_output, name="again")


def build_model():
    # Shared: one layer, an argument of RNN 3 times
    cell = layers.LSTMCell(4, name="cell")
    # Shared: one layer, called in build_again, an argument of TimeDistributed
    scores = layers.Dense(2, name="scores")
    inputs = keras.Input(shape=(5, 4))
    rnn = layers.RNN([cell, layers.GRUCell(4), cell], return_sequences=True)(inputs)
    again = build_again(cell, scores)(rnn)
    x = layers.TimeDistributed(scores, name="each")(rnn)
    flatten = layers.Flatten()(x)
    return keras.Model(inputs=inputs, outputs=[again, flatten], name="shared_arguments")


if __name__ == "__main__":
    build_model().summary()
