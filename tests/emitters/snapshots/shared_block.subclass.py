import keras
from keras import layers


@keras.saving.register_keras_serializable(package="shared_block")
class Encoder(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(5, activation="relu")
        self.batch_normalization = layers.BatchNormalization()
        self.dropout = layers.Dropout(0.5)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        x = self.batch_normalization(x, training=training)
        return self.dropout(x, training=training)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


@keras.saving.register_keras_serializable(package="shared_block")
class SharedBlock(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # Shared: one set of weights, called 2 times
        self.encoder = Encoder()
        self.subtract = layers.Subtract()
        self.same = layers.Dense(1, name="same")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs, training=None):
        left, right = inputs
        left_encoder = self.encoder(left, training=training)
        right_encoder = self.encoder(right, training=training)
        x = self.subtract([left_encoder, right_encoder])
        return self.same(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = SharedBlock()
    model.build([(None, 6), (None, 6)])
    return model


if __name__ == "__main__":
    build_model().summary()
