import keras
from keras import layers


def conv(x, filters, kernel_size, name, activation=None, strides=1):
    """Conv2D."""
    return layers.Conv2D(
        filters,
        kernel_size,
        strides=strides,
        padding="valid" if strides == 2 else "same",
        activation=activation,
        use_bias=activation is not None,
        kernel_initializer=keras.initializers.VarianceScaling(
            scale=2.0, mode="fan_out"
        ),
        name=name,
    )(x)


def inverted_residual(
    inputs,
    expand_filters,
    se_reduce_filters,
    project_filters,
    kernel_size,
    name,
    strides=1,
    rate=None,
    expand=True,
):
    """Conv2D, BatchNormalization, Activation, ZeroPadding2D and more."""
    x = inputs
    if expand:
        x = conv(inputs, expand_filters, 1, name=f"{name}_expand_conv")
        x = layers.BatchNormalization(axis=3, name=f"{name}_expand_bn")(x)
        x = layers.Activation("silu", name=f"{name}_expand_activation")(x)
    if strides == 2:
        x = layers.ZeroPadding2D(
            ((1, 2), (1, 2)) if kernel_size == 5 else ((0, 1), (0, 1)),
            name=f"{name}_dwconv_pad",
        )(x)
    x = layers.DepthwiseConv2D(
        kernel_size,
        strides=strides,
        padding="valid" if strides == 2 else "same",
        use_bias=False,
        depthwise_initializer=keras.initializers.VarianceScaling(
            scale=2.0, mode="fan_out"
        ),
        name=f"{name}_dwconv",
    )(x)
    x = layers.BatchNormalization(axis=3, name=f"{name}_bn")(x)
    activation = layers.Activation("silu", name=f"{name}_activation")(x)
    x = layers.GlobalAveragePooling2D(name=f"{name}_se_squeeze")(activation)
    x = layers.Reshape((1, 1, expand_filters), name=f"{name}_se_reshape")(x)
    x = conv(x, se_reduce_filters, 1, name=f"{name}_se_reduce", activation="silu")
    x = conv(x, expand_filters, 1, name=f"{name}_se_expand", activation="sigmoid")
    x = layers.Multiply(name=f"{name}_se_excite")([activation, x])
    x = conv(x, project_filters, 1, name=f"{name}_project_conv")
    x = layers.BatchNormalization(axis=3, name=f"{name}_project_bn")(x)
    if rate is not None:
        x = layers.Dropout(rate, noise_shape=(None, 1, 1, 1), name=f"{name}_drop")(x)
        x = layers.Add(name=f"{name}_add")([x, inputs])
    return x


def build_model():
    inputs = keras.Input(shape=(224, 224, 3))
    x = layers.Rescaling(1.0 / 255)(inputs)
    x = layers.Normalization(axis=3)(x)
    x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="stem_conv_pad")(x)
    x = conv(x, 32, 3, name="stem_conv", strides=2)
    x = layers.BatchNormalization(axis=3, name="stem_bn")(x)
    x = layers.Activation("silu", name="stem_activation")(x)
    # expand_filters, se_reduce_filters, project_filters, kernel_size, name,
    # strides, rate, expand
    for arguments in (
        (32, 8, 16, 3, "block1a", 1, None, False),
        (96, 4, 24, 3, "block2a", 2, None, True),
        (144, 6, 24, 3, "block2b", 1, 0.025, True),
        (144, 6, 40, 5, "block3a", 2, None, True),
        (240, 10, 40, 5, "block3b", 1, 0.05, True),
        (240, 10, 80, 3, "block4a", 2, None, True),
        (480, 20, 80, 3, "block4b", 1, 0.07500000000000001, True),
        (480, 20, 80, 3, "block4c", 1, 0.08750000000000001, True),
        (480, 20, 112, 5, "block5a", 1, None, True),
        (672, 28, 112, 5, "block5b", 1, 0.1125, True),
        (672, 28, 112, 5, "block5c", 1, 0.125, True),
        (672, 28, 192, 5, "block6a", 2, None, True),
        (1152, 48, 192, 5, "block6b", 1, 0.15000000000000002, True),
        (1152, 48, 192, 5, "block6c", 1, 0.1625, True),
        (1152, 48, 192, 5, "block6d", 1, 0.17500000000000002, True),
        (1152, 48, 320, 3, "block7a", 1, None, True),
    ):
        x = inverted_residual(x, *arguments)
    x = conv(x, 1280, 1, name="top_conv")
    x = layers.BatchNormalization(axis=3, name="top_bn")(x)
    x = layers.Activation("silu", name="top_activation")(x)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dropout(0.2, name="top_dropout")(x)
    predictions = layers.Dense(
        1000,
        activation="softmax",
        kernel_initializer=keras.initializers.VarianceScaling(
            scale=1.0 / 3, mode="fan_out", distribution="uniform"
        ),
        name="predictions",
    )(x)
    return keras.Model(inputs, predictions, name="efficientnetb0")


if __name__ == "__main__":
    build_model().summary()
