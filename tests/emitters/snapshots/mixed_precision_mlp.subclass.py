import keras
from keras import layers


@keras.saving.register_keras_serializable(package="mixed_precision_mlp")
class MixedPrecisionMlp(keras.Model):
    def __init__(self, **kwargs):
        # Layers take the global dtype policy as they are made
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_float16")
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_2 = layers.Dense(10, activation="softmax", dtype="float32")
        keras.config.set_dtype_policy(before)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs):
        x = self.dense(inputs)
        x = self.dense_1(x)
        return self.dense_2(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = MixedPrecisionMlp()
    model.build((None, 784))
    return model


if __name__ == "__main__":
    build_model().summary()
