import keras
from keras import layers


@keras.saving.register_keras_serializable(package="masked_block")
class Reader(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(4)
        self.lstm = layers.LSTM(3)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        dense = self.dense(inputs)
        lstm = self.lstm(dense, training=training)
        return [dense, lstm]

    def compute_mask(self, inputs, previous_mask):
        # The layers inside have already attached their masks to the tensors
        return None

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="masked_block")
class MaskedBlock(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(5, 4, mask_zero=True)
        self.reader = Reader()
        self.gru = layers.GRU(2)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape, dtype="int32"))

    def call(self, ids, training=None):
        x = self.embedding(ids)
        reader_dense, reader_lstm = self.reader(x, training=training)
        gru = self.gru(reader_dense, training=training)
        return {"states": gru, "last": reader_lstm}

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = MaskedBlock()
    model.build((None, 7))
    return model


if __name__ == "__main__":
    build_model().summary()
