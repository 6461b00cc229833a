import keras
from keras import layers


@keras.saving.register_keras_serializable(package="two_headed_mlp")
class TwoHeadedMlp(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_2 = layers.Dense(16, activation="relu")
        self.concatenate = layers.Concatenate()
        self.digit = layers.Dense(10, activation="softmax", name="digit")
        self.is_hard = layers.Dense(1, activation="sigmoid", name="is_hard")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs):
        pixels, metadata = inputs
        x = self.dense(pixels)
        dense_1 = self.dense_1(x)
        dense_2 = self.dense_2(metadata)
        concatenate = self.concatenate([dense_1, dense_2])
        digit = self.digit(concatenate)
        is_hard = self.is_hard(concatenate)
        return [digit, is_hard]

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TwoHeadedMlp()
    model.build([(None, 784), (None, 8)])
    return model


if __name__ == "__main__":
    build_model().summary()
