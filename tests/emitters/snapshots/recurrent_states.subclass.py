import keras
from keras import layers


@keras.saving.register_keras_serializable(package="recurrent_states")
class RecurrentStates(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.encoder = layers.LSTM(4, return_state=True, name="encoder")
        self.decoder = layers.LSTM(4, return_sequences=True, name="decoder")
        self.gru = layers.GRU(2, return_state=True)
        self.add = layers.Add()
        self.rnn = layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            {
                "source": keras.KerasTensor(input_shape["source"]),
                "target": keras.KerasTensor(input_shape["target"]),
            }
        )

    def call(self, inputs, training=None):
        source = inputs["source"]
        target = inputs["target"]
        _, encoder_state_h, encoder_state_c = self.encoder(source, training=training)
        decoder = self.decoder(
            target, initial_state=[encoder_state_h, encoder_state_c], training=training
        )
        gru, gru_state = self.gru(decoder, training=training)
        add = self.add([gru, gru_state])
        rnn = self.rnn(decoder, training=training)
        return (add, rnn, decoder)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = RecurrentStates()
    model.build({"source": (None, 5, 3), "target": (None, 4, 3)})
    return model


if __name__ == "__main__":
    build_model().summary()
