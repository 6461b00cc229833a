import keras
from keras import layers


@keras.saving.register_keras_serializable(package="residual_classifier")
class ResidualClassifier(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(128, activation="relu")
        self.dropout = layers.Dropout(0.3)
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_2 = layers.Dense(64)
        self.add = layers.Add()
        self.activation = layers.Activation("relu")
        self.predictions = layers.Dense(10, activation="softmax", name="predictions")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, features, training=None):
        x = self.dense(features)
        x = self.dropout(x, training=training)
        dense_1 = self.dense_1(x)
        dense_2 = self.dense_2(features)
        x = self.add([dense_1, dense_2])
        x = self.activation(x)
        return self.predictions(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = ResidualClassifier()
    model.build((None, 20))
    return model


if __name__ == "__main__":
    build_model().summary()
