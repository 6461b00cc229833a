import keras
from keras import layers


@keras.saving.register_keras_serializable(package="shared_frozen")
class Reader(layers.Layer):
    def __init__(self, name_1, **kwargs):
        # Layers take the global dtype policy as they are made
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_float16")
        super().__init__(**kwargs)
        self.dense = layers.Dense(4, name="dense")
        self.name_1 = name_1
        keras.config.set_dtype_policy(before)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))
        self.name_1.trainable = False

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        return self.name_1(x, training=training)

    def get_config(self):
        config = super().get_config()
        config["name_1"] = keras.saving.serialize_keras_object(self.name_1)
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        config["name_1"] = keras.saving.deserialize_keras_object(config["name_1"])
        return cls(**config)


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    # Shared: one layer, called in Reader
    name = layers.Bidirectional(layers.LSTM(2, return_sequences=True), name="name")
    inputs = keras.Input(shape=(5, 4))
    x = Reader(name)(inputs)
    x = Reader(name)(x)
    outputs = layers.Dense(2, dtype="float32")(x)
    model = keras.Model(inputs, outputs, name="shared_frozen")
    keras.config.set_dtype_policy(before)
    return model


if __name__ == "__main__":
    build_model().summary()
