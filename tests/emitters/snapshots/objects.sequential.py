import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input(shape=(None, None, 3), name="image"),
            layers.Rescaling(1.0 / 127.5, offset=-1),
            layers.RandomTranslation((-0.1, 0.1), 0.2, name="shift"),
            layers.Conv2D(
                4,
                (3, 3),
                padding="same",
                use_bias=False,
                kernel_initializer=keras.initializers.HeNormal(seed=1),
                kernel_regularizer=keras.regularizers.L2(0.001),
                kernel_constraint=keras.constraints.MaxNorm(3),
            ),
            layers.Activation(layers.LeakyReLU(negative_slope=0.1), name="act"),
            layers.ZeroPadding2D(((1, 0), (2, 1))),
            layers.GlobalAveragePooling2D(),
            layers.Reshape((2, 2)),
            layers.UnitNormalization(axis=(1,)),
            layers.ReLU(max_value=6, negative_slope=0.001),
            layers.Permute((2, 1)),
        ],
        name="objects",
    )


if __name__ == "__main__":
    build_model().summary()
