import keras
from keras import layers


@keras.saving.register_keras_serializable(package="batch_norm_stack")
class BatchNormStack(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.batch_normalization = layers.BatchNormalization()
        self.dropout = layers.Dropout(0.3)
        self.dense_1 = layers.Dense(128, activation="relu")
        self.batch_normalization_1 = layers.BatchNormalization()
        self.dropout_1 = layers.Dropout(0.3)
        self.dense_2 = layers.Dense(64, activation="relu")
        self.batch_normalization_2 = layers.BatchNormalization()
        self.dropout_2 = layers.Dropout(0.3)
        self.dense_3 = layers.Dense(1, activation="sigmoid")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.dense(inputs)
        x = self.batch_normalization(x, training=training)
        x = self.dropout(x, training=training)
        x = self.dense_1(x)
        x = self.batch_normalization_1(x, training=training)
        x = self.dropout_1(x, training=training)
        x = self.dense_2(x)
        x = self.batch_normalization_2(x, training=training)
        x = self.dropout_2(x, training=training)
        return self.dense_3(x)

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
