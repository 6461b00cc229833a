import keras
from keras import layers


@keras.saving.register_keras_serializable(package="tabular_text")
class TabularText(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.embedding = layers.Embedding(10000, 32)
        self.dense = layers.Dense(64, activation="relu")
        self.global_average_pooling1d = layers.GlobalAveragePooling1D()
        self.dropout = layers.Dropout(0.2)
        self.dense_1 = layers.Dense(64, activation="relu")
        self.concatenate = layers.Concatenate()
        self.dense_2 = layers.Dense(1, activation="sigmoid")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [
                keras.KerasTensor(input_shape[0]),
                keras.KerasTensor(input_shape[1], dtype="int32"),
            ]
        )

    def call(self, inputs, training=None):
        numeric, text_ids = inputs
        x = self.dense(numeric)
        dropout = self.dropout(x, training=training)
        x = self.embedding(text_ids)
        x = self.global_average_pooling1d(x)
        dense_1 = self.dense_1(x)
        x = self.concatenate([dropout, dense_1])
        return self.dense_2(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TabularText()
    model.build([(None, 30), (None, 100)])
    return model


if __name__ == "__main__":
    build_model().summary()
