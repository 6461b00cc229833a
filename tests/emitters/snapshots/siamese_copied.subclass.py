import keras
from keras import layers


@keras.saving.register_keras_serializable(package="siamese_copied")
class SiameseCopied(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.dense_2 = layers.Dense(256, activation="relu", name="dense_2")
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_3 = layers.Dense(64, activation="relu", name="dense_3")
        self.concatenate = layers.Concatenate()
        self.same_digit = layers.Dense(1, activation="sigmoid", name="same_digit")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs):
        left, right = inputs
        x = self.dense(left)
        dense_1 = self.dense_1(x)
        x = self.dense_2(right)
        dense_3 = self.dense_3(x)
        x = self.concatenate([dense_1, dense_3])
        return self.same_digit(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = SiameseCopied()
    model.build([(None, 784), (None, 784)])
    return model


if __name__ == "__main__":
    build_model().summary()
