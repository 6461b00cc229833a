import keras
from keras import layers


@keras.saving.register_keras_serializable(package="sentiment_bilstm")
class SentimentBilstm(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(20000, 64, mask_zero=True)
        self.bidirectional = layers.Bidirectional(
            layers.LSTM(64, return_sequences=True)
        )
        self.bidirectional_1 = layers.Bidirectional(layers.LSTM(32))
        self.dense = layers.Dense(32, activation="relu")
        self.dropout = layers.Dropout(0.4)
        self.dense_1 = layers.Dense(1, activation="sigmoid")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape, dtype="int32"))

    def call(self, inputs, training=None):
        x = self.embedding(inputs)
        x = self.bidirectional(x, training=training)
        x = self.bidirectional_1(x, training=training)
        x = self.dense(x)
        x = self.dropout(x, training=training)
        return self.dense_1(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = SentimentBilstm()
    model.build((None, 200))
    return model


if __name__ == "__main__":
    build_model().summary()
