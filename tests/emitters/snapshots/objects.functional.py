import keras
from keras import layers


def build_model():
    image = keras.Input(shape=(None, None, 3), name="image")
    x = layers.Rescaling(1.0 / 127.5, offset=-1)(image)
    x = layers.RandomTranslation((-0.1, 0.1), 0.2, name="shift")(x)
    x = layers.Conv2D(
        4,
        (3, 3),
        padding="same",
        use_bias=False,
        kernel_initializer=keras.initializers.HeNormal(seed=1),
        kernel_regularizer=keras.regularizers.L2(0.001),
        kernel_constraint=keras.constraints.MaxNorm(3),
    )(x)
    x = layers.Activation(layers.LeakyReLU(negative_slope=0.1), name="act")(x)
    x = layers.ZeroPadding2D(((1, 0), (2, 1)))(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Reshape((2, 2))(x)
    x = layers.UnitNormalization(axis=(1,))(x)
    x = layers.ReLU(max_value=6, negative_slope=0.001)(x)
    outputs = layers.Permute((2, 1))(x)
    return keras.Model(image, outputs, name="objects")


if __name__ == "__main__":
    build_model().summary()
