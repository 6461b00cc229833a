import keras
from keras import layers


@keras.saving.register_keras_serializable(package="binary_classifier")
class BinaryClassifier(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.dropout = layers.Dropout(0.3)
        self.batch_normalization = layers.BatchNormalization()
        self.dense_1 = layers.Dense(128, activation="relu")
        self.dropout_1 = layers.Dropout(0.3)
        self.dense_2 = layers.Dense(1, activation="sigmoid")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        x = self.dropout(x, training=training)
        x = self.batch_normalization(x, training=training)
        x = self.dense_1(x)
        x = self.dropout_1(x, training=training)
        return self.dense_2(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = BinaryClassifier()
    model.build((None, 128))
    return model


if __name__ == "__main__":
    build_model().summary()
