import keras
from keras import layers


@keras.saving.register_keras_serializable(package="transfer_mobilenet")
class TransferMobilenet(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rescaling = layers.Rescaling(1.0 / 127.5, offset=-1)
        self.base = keras.applications.MobileNetV2(
            input_shape=(224, 224, 3), include_top=False, weights="imagenet"
        )
        self.base.trainable = False
        self.global_average_pooling2d = layers.GlobalAveragePooling2D()
        self.dropout = layers.Dropout(0.2)
        self.dense = layers.Dense(10, activation="softmax")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        x = self.rescaling(inputs)
        x = self.base(x, training=False)
        x = self.global_average_pooling2d(x)
        x = self.dropout(x, training=training)
        return self.dense(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TransferMobilenet()
    model.build((None, 224, 224, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
