import keras
from keras import layers


@keras.saving.register_keras_serializable(package="objects")
class Objects(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rescaling = layers.Rescaling(1.0 / 127.5, offset=-1)
        self.shift = layers.RandomTranslation((-0.1, 0.1), 0.2, name="shift")
        self.conv2d = layers.Conv2D(
            4,
            (3, 3),
            padding="same",
            use_bias=False,
            kernel_initializer=keras.initializers.HeNormal(seed=1),
            kernel_regularizer=keras.regularizers.L2(0.001),
            kernel_constraint=keras.constraints.MaxNorm(3),
        )
        self.act = layers.Activation(layers.LeakyReLU(negative_slope=0.1), name="act")
        self.zero_padding2d = layers.ZeroPadding2D(((1, 0), (2, 1)))
        self.global_average_pooling2d = layers.GlobalAveragePooling2D()
        self.reshape = layers.Reshape((2, 2))
        self.unit_normalization = layers.UnitNormalization(axis=(1,))
        self.re_lu = layers.ReLU(max_value=6, negative_slope=0.001)
        self.permute = layers.Permute((2, 1))

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, image, training=None):
        x = self.rescaling(image)
        x = self.shift(x, training=training)
        x = self.conv2d(x)
        x = self.act(x)
        x = self.zero_padding2d(x)
        x = self.global_average_pooling2d(x)
        x = self.reshape(x)
        x = self.unit_normalization(x)
        x = self.re_lu(x)
        return self.permute(x)

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Objects()
    model.build((None, None, None, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
