import keras
from keras import layers


@keras.saving.register_keras_serializable(package="batch_norm_stack")
class BatchNormStack(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.blocks = []
        for units in (256, 128, 64):
            self.blocks += [
                layers.Dense(units, activation="relu"),
                layers.BatchNormalization(),
                layers.Dropout(0.3),
            ]
        self.dense_3 = layers.Dense(1, activation="sigmoid")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        made = iter(self.blocks)
        x = inputs
        for _ in range(3):
            x = next(made)(x)
            x = next(made)(x, training=training)
            x = next(made)(x, training=training)
        outputs = self.dense_3(x)
        return outputs

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = BatchNormStack()
    model.build((None, 30))
    return model


if __name__ == "__main__":
    build_model().summary()
