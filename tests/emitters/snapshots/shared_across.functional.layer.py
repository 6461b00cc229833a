import keras
from keras import layers


@keras.saving.register_keras_serializable(package="shared_across")
class Encoder(layers.Layer):
    def __init__(self, projection, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(3)
        self.dropout = layers.Dropout(0.5)
        self.projection = projection

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        x = self.dropout(x, training=training)
        return self.projection(x)

    def get_config(self):
        config = super().get_config()
        config["projection"] = keras.saving.serialize_keras_object(self.projection)
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        config["projection"] = keras.saving.deserialize_keras_object(
            config["projection"]
        )
        return cls(**config)


@keras.saving.register_keras_serializable(package="shared_across")
class Outer(layers.Layer):
    def __init__(self, encoder, **kwargs):
        super().__init__(**kwargs)
        self.encoder = encoder
        self.dense = layers.Dense(4, activation="relu", name="dense")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.encoder(inputs, training=training)
        return self.dense(x)

    def get_config(self):
        config = super().get_config()
        config["encoder"] = keras.saving.serialize_keras_object(self.encoder)
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        config["encoder"] = keras.saving.deserialize_keras_object(config["encoder"])
        return cls(**config)


def build_model():
    # Shared: one layer, called in Encoder and here
    projection = layers.Dense(4, name="projection")
    # Shared: one model, called in Outer and here
    encoder = Encoder(projection, name="encoder")
    inputs = keras.Input(shape=(4,))
    x = layers.Dense(4, name="dense")(inputs)
    outer = Outer(encoder)(x)
    x = layers.Dense(3)(outer)
    projection_output = projection(x)
    encoder_output = encoder(outer)
    outputs = layers.Add()([encoder_output, projection_output])
    return keras.Model(inputs, outputs, name="shared_across")


if __name__ == "__main__":
    build_model().summary()
