import keras
from keras import layers


def conv_layers(filters, kernel_size, name, activation=None, strides=1):
    """Conv2D."""
    return [
        layers.Conv2D(
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
        ),
    ]


def inverted_residual_layers(
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
    made = []
    if expand:
        made += [
            *conv_layers(expand_filters, 1, name=f"{name}_expand_conv"),
            layers.BatchNormalization(axis=3, name=f"{name}_expand_bn"),
            layers.Activation("silu", name=f"{name}_expand_activation"),
        ]
    if strides == 2:
        made.append(
            layers.ZeroPadding2D(
                ((1, 2), (1, 2)) if kernel_size == 5 else ((0, 1), (0, 1)),
                name=f"{name}_dwconv_pad",
            )
        )
    made += [
        layers.DepthwiseConv2D(
            kernel_size,
            strides=strides,
            padding="valid" if strides == 2 else "same",
            use_bias=False,
            depthwise_initializer=keras.initializers.VarianceScaling(
                scale=2.0, mode="fan_out"
            ),
            name=f"{name}_dwconv",
        ),
        layers.BatchNormalization(axis=3, name=f"{name}_bn"),
        layers.Activation("silu", name=f"{name}_activation"),
        layers.GlobalAveragePooling2D(name=f"{name}_se_squeeze"),
        layers.Reshape((1, 1, expand_filters), name=f"{name}_se_reshape"),
        *conv_layers(se_reduce_filters, 1, name=f"{name}_se_reduce", activation="silu"),
        *conv_layers(expand_filters, 1, name=f"{name}_se_expand", activation="sigmoid"),
        layers.Multiply(name=f"{name}_se_excite"),
        *conv_layers(project_filters, 1, name=f"{name}_project_conv"),
        layers.BatchNormalization(axis=3, name=f"{name}_project_bn"),
    ]
    if rate is not None:
        made += [
            layers.Dropout(rate, noise_shape=(None, 1, 1, 1), name=f"{name}_drop"),
            layers.Add(name=f"{name}_add"),
        ]
    return made


def call_inverted_residual(
    made, inputs, strides=1, rate=None, expand=True, training=None
):
    """Call the next layers as an inverted residual."""
    x = inputs
    if expand:
        x = next(made)(inputs)
        x = next(made)(x, training=training)
        x = next(made)(x)
    if strides == 2:
        x = next(made)(x)
    x = next(made)(x)
    x = next(made)(x, training=training)
    activation = next(made)(x)
    x = next(made)(activation)
    x = next(made)(x)
    x = next(made)(x)
    x = next(made)(x)
    x = next(made)([activation, x])
    x = next(made)(x)
    x = next(made)(x, training=training)
    if rate is not None:
        x = next(made)(x, training=training)
        x = next(made)([x, inputs])
    return x


@keras.saving.register_keras_serializable(package="efficientnetb0")
class Efficientnetb0(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rescaling = layers.Rescaling(1.0 / 255)
        self.normalization = layers.Normalization(axis=3)
        self.stem_conv_pad = layers.ZeroPadding2D(
            ((0, 1), (0, 1)), name="stem_conv_pad"
        )
        self.blocks = []
        self.blocks += conv_layers(32, 3, name="stem_conv", strides=2)
        self.stem_bn = layers.BatchNormalization(axis=3, name="stem_bn")
        self.stem_activation = layers.Activation("silu", name="stem_activation")
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
            self.blocks += inverted_residual_layers(*arguments)
        self.blocks += conv_layers(1280, 1, name="top_conv")
        self.top_bn = layers.BatchNormalization(axis=3, name="top_bn")
        self.top_activation = layers.Activation("silu", name="top_activation")
        self.avg_pool = layers.GlobalAveragePooling2D(name="avg_pool")
        self.top_dropout = layers.Dropout(0.2, name="top_dropout")
        self.predictions = layers.Dense(
            1000,
            activation="softmax",
            kernel_initializer=keras.initializers.VarianceScaling(
                scale=1.0 / 3, mode="fan_out", distribution="uniform"
            ),
            name="predictions",
        )

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        made = iter(self.blocks)
        x = self.rescaling(inputs)
        x = self.normalization(x)
        x = self.stem_conv_pad(x)
        x = next(made)(x)
        x = self.stem_bn(x, training=training)
        x = self.stem_activation(x)
        for strides, expand, rate in (
            (1, False, None),
            (2, True, None),
            (1, True, 0.025),
            (2, True, None),
            (1, True, 0.05),
            (2, True, None),
            (1, True, 0.07500000000000001),
            (1, True, 0.08750000000000001),
            (1, True, None),
            (1, True, 0.1125),
            (1, True, 0.125),
            (2, True, None),
            (1, True, 0.15000000000000002),
            (1, True, 0.1625),
            (1, True, 0.17500000000000002),
            (1, True, None),
        ):
            x = call_inverted_residual(
                made, x, strides, rate, expand, training=training
            )
        x = next(made)(x)
        x = self.top_bn(x, training=training)
        x = self.top_activation(x)
        x = self.avg_pool(x)
        x = self.top_dropout(x, training=training)
        predictions = self.predictions(x)
        return predictions

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Efficientnetb0()
    model.build((None, 224, 224, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
