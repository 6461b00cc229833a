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


@keras.saving.register_keras_serializable(package="shared_across")
class SharedAcross(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # Shared: one layer, called in Encoder and here
        projection = layers.Dense(4, name="projection")
        # Shared: one model, called in Outer and here
        encoder = Encoder(projection, name="encoder")
        self.dense = layers.Dense(4, name="dense")
        self.outer = Outer(encoder)
        self.dense_1 = layers.Dense(3)
        self.encoder = encoder
        self.projection = projection
        self.add = layers.Add()

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        outer = self.outer(x, training=training)
        x = self.dense_1(outer)
        projection = self.projection(x)
        encoder = self.encoder(outer, training=training)
        return self.add([encoder, projection])

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = SharedAcross()
    model.build((None, 4))
    return model


if __name__ == "__main__":
    build_model().summary()
