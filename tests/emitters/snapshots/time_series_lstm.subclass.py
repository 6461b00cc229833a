import keras
from keras import layers


@keras.saving.register_keras_serializable(package="time_series_lstm")
class TimeSeriesLstm(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.lstm = layers.LSTM(64)
        self.dense = layers.Dense(7)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.lstm(inputs, training=training)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TimeSeriesLstm()
    model.build((None, 30, 5))
    return model


if __name__ == "__main__":
    build_model().summary()
