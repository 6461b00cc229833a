import keras
from keras import layers


@keras.saving.register_keras_serializable(package="shared_arguments")
class Again(layers.Layer):
    def __init__(self, cell, scores, **kwargs):
        super().__init__(**kwargs)
        self.rnn = layers.RNN(cell, name="rnn")
        self.scores = scores
        self.cell = cell

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.rnn(inputs, training=training)
        return self.scores(x)

    def get_config(self):
        config = super().get_config()
        config["cell"] = keras.saving.serialize_keras_object(self.cell)
        config["scores"] = keras.saving.serialize_keras_object(self.scores)
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        config["cell"] = keras.saving.deserialize_keras_object(config["cell"])
        config["scores"] = keras.saving.deserialize_keras_object(config["scores"])
        return cls(**config)


@keras.saving.register_keras_serializable(package="shared_arguments")
class SharedArguments(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # Shared: one layer, an argument of RNN 3 times
        cell = layers.LSTMCell(4, name="cell")
        # Shared: one layer, called in Again, an argument of TimeDistributed
        scores = layers.Dense(2, name="scores")
        self.rnn = layers.RNN([cell, layers.GRUCell(4), cell], return_sequences=True)
        self.each = layers.TimeDistributed(scores, name="each")
        self.again = Again(cell, scores)
        self.flatten = layers.Flatten()

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        rnn = self.rnn(inputs, training=training)
        again = self.again(rnn, training=training)
        x = self.each(rnn, training=training)
        flatten = self.flatten(x)
        return [again, flatten]

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = SharedArguments()
    model.build((None, 5, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
