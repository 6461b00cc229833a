import keras
from keras import layers


@keras.saving.register_keras_serializable(package="dropout_mlp")
class DropoutMlp(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(128, activation="relu")
        self.dropout = layers.Dropout(0.3)
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_2 = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        x = self.dropout(x, training=training)
        x = self.dense_1(x)
        return self.dense_2(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = DropoutMlp()
    model.build((None, 20))
    return model


if __name__ == "__main__":
    build_model().summary()
