import keras
from keras import layers


def inverted_residual_layers(
    project_filters, name, expand_filters=None, strides=1, residual=True
):
    """Conv2D, BatchNormalization, ReLU, ZeroPadding2D, DepthwiseConv2D and more."""
    made = []
    if expand_filters is not None:
        made += [
            layers.Conv2D(
                expand_filters, 1, padding="same", use_bias=False, name=f"{name}_expand"
            ),
            layers.BatchNormalization(momentum=0.999, name=f"{name}_expand_BN"),
            layers.ReLU(max_value=6.0, name=f"{name}_expand_relu"),
        ]
    if strides == 2:
        made.append(layers.ZeroPadding2D(((0, 1), (0, 1)), name=f"{name}_pad"))
    made += [
        layers.DepthwiseConv2D(
            3,
            strides=strides,
            padding="valid" if strides == 2 else "same",
            use_bias=False,
            name=f"{name}_depthwise",
        ),
        layers.BatchNormalization(momentum=0.999, name=f"{name}_depthwise_BN"),
        layers.ReLU(max_value=6.0, name=f"{name}_depthwise_relu"),
        layers.Conv2D(
            project_filters, 1, padding="same", use_bias=False, name=f"{name}_project"
        ),
        layers.BatchNormalization(momentum=0.999, name=f"{name}_project_BN"),
    ]
    if residual:
        made.append(layers.Add(name=f"{name}_add"))
    return made


def call_inverted_residual(
    made, inputs, expand_filters=None, strides=1, residual=True, training=None
):
    """Call the next layers as an inverted residual."""
    x = inputs
    if expand_filters is not None:
        x = next(made)(inputs)
        x = next(made)(x, training=training)
        x = next(made)(x)
    if strides == 2:
        x = next(made)(x)
    x = next(made)(x)
    x = next(made)(x, training=training)
    x = next(made)(x)
    x = next(made)(x)
    x = next(made)(x, training=training)
    if residual:
        x = next(made)([inputs, x])
    return x


@keras.saving.register_keras_serializable(package="mobilenetv2_1_00_224")
class Mobilenetv2100224(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.Conv1 = layers.Conv2D(
            32, 3, strides=2, padding="same", use_bias=False, name="Conv1"
        )
        self.bn_Conv1 = layers.BatchNormalization(momentum=0.999, name="bn_Conv1")
        self.Conv1_relu = layers.ReLU(max_value=6.0, name="Conv1_relu")
        self.blocks = []
        self.blocks += inverted_residual_layers(
            16, name="expanded_conv", residual=False
        )
        self.blocks += inverted_residual_layers(
            24, name="block_1", expand_filters=96, strides=2, residual=False
        )
        self.blocks += inverted_residual_layers(24, name="block_2", expand_filters=144)
        self.blocks += inverted_residual_layers(
            32, name="block_3", expand_filters=144, strides=2, residual=False
        )
        self.blocks += inverted_residual_layers(32, name="block_4", expand_filters=192)
        self.blocks += inverted_residual_layers(32, name="block_5", expand_filters=192)
        self.blocks += inverted_residual_layers(
            64, name="block_6", expand_filters=192, strides=2, residual=False
        )
        for index in range(7, 10):
            self.blocks += inverted_residual_layers(
                64, name=f"block_{index}", expand_filters=384
            )
        self.blocks += inverted_residual_layers(
            96, name="block_10", expand_filters=384, residual=False
        )
        self.blocks += inverted_residual_layers(96, name="block_11", expand_filters=576)
        self.blocks += inverted_residual_layers(96, name="block_12", expand_filters=576)
        self.blocks += inverted_residual_layers(
            160, name="block_13", expand_filters=576, strides=2, residual=False
        )
        self.blocks += inverted_residual_layers(
            160, name="block_14", expand_filters=960
        )
        self.blocks += inverted_residual_layers(
            160, name="block_15", expand_filters=960
        )
        self.blocks += inverted_residual_layers(
            320, name="block_16", expand_filters=960, residual=False
        )
        self.Conv_1 = layers.Conv2D(1280, 1, use_bias=False, name="Conv_1")
        self.Conv_1_bn = layers.BatchNormalization(momentum=0.999, name="Conv_1_bn")
        self.out_relu = layers.ReLU(max_value=6.0, name="out_relu")
        self.global_average_pooling2d = layers.GlobalAveragePooling2D()
        self.predictions = layers.Dense(1000, activation="softmax", name="predictions")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        made = iter(self.blocks)
        x = self.Conv1(inputs)
        x = self.bn_Conv1(x, training=training)
        x = self.Conv1_relu(x)
        x = call_inverted_residual(made, x, residual=False, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=96, strides=2, residual=False, training=training
        )
        x = call_inverted_residual(made, x, expand_filters=144, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=144, strides=2, residual=False, training=training
        )
        x = call_inverted_residual(made, x, expand_filters=192, training=training)
        x = call_inverted_residual(made, x, expand_filters=192, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=192, strides=2, residual=False, training=training
        )
        for _ in range(7, 10):
            x = call_inverted_residual(made, x, expand_filters=384, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=384, residual=False, training=training
        )
        x = call_inverted_residual(made, x, expand_filters=576, training=training)
        x = call_inverted_residual(made, x, expand_filters=576, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=576, strides=2, residual=False, training=training
        )
        x = call_inverted_residual(made, x, expand_filters=960, training=training)
        x = call_inverted_residual(made, x, expand_filters=960, training=training)
        x = call_inverted_residual(
            made, x, expand_filters=960, residual=False, training=training
        )
        x = self.Conv_1(x)
        x = self.Conv_1_bn(x, training=training)
        x = self.out_relu(x)
        x = self.global_average_pooling2d(x)
        predictions = self.predictions(x)
        return predictions

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Mobilenetv2100224(name="mobilenetv2_1.00_224")
    model.build((None, 224, 224, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
