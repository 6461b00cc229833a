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


def build_model():
    left = keras.Input(shape=(6,), name="left")
    right = keras.Input(shape=(6,), name="right")
    # Shared: one set of weights, called 2 times
    encoder = Encoder()
    left_encoder = encoder(left)
    right_encoder = encoder(right)
    x = layers.Subtract()([left_encoder, right_encoder])
    same = layers.Dense(1, name="same")(x)
    return keras.Model(inputs=[left, right], outputs=same, name="shared_block")


if __name__ == "__main__":
    build_model().summary()
