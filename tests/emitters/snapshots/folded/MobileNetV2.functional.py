import keras
from keras import layers


def inverted_residual(
    inputs, project_filters, name, expand_filters=None, strides=1, residual=True
):
    """Conv2D, BatchNormalization, ReLU, ZeroPadding2D, DepthwiseConv2D and more."""
    x = inputs
    if expand_filters is not None:
        x = layers.Conv2D(
            expand_filters, 1, padding="same", use_bias=False, name=f"{name}_expand"
        )(inputs)
        x = layers.BatchNormalization(momentum=0.999, name=f"{name}_expand_BN")(x)
        x = layers.ReLU(max_value=6.0, name=f"{name}_expand_relu")(x)
    if strides == 2:
        x = layers.ZeroPadding2D(((0, 1), (0, 1)), name=f"{name}_pad")(x)
    x = layers.DepthwiseConv2D(
        3,
        strides=strides,
        padding="valid" if strides == 2 else "same",
        use_bias=False,
        name=f"{name}_depthwise",
    )(x)
    x = layers.BatchNormalization(momentum=0.999, name=f"{name}_depthwise_BN")(x)
    x = layers.ReLU(max_value=6.0, name=f"{name}_depthwise_relu")(x)
    x = layers.Conv2D(
        project_filters, 1, padding="same", use_bias=False, name=f"{name}_project"
    )(x)
    x = layers.BatchNormalization(momentum=0.999, name=f"{name}_project_BN")(x)
    if residual:
        x = layers.Add(name=f"{name}_add")([inputs, x])
    return x


def build_model():
    inputs = keras.Input(shape=(224, 224, 3))
    x = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False, name="Conv1")(
        inputs
    )
    x = layers.BatchNormalization(momentum=0.999, name="bn_Conv1")(x)
    x = layers.ReLU(max_value=6.0, name="Conv1_relu")(x)
    x = inverted_residual(x, 16, name="expanded_conv", residual=False)
    x = inverted_residual(
        x, 24, name="block_1", expand_filters=96, strides=2, residual=False
    )
    x = inverted_residual(x, 24, name="block_2", expand_filters=144)
    x = inverted_residual(
        x, 32, name="block_3", expand_filters=144, strides=2, residual=False
    )
    x = inverted_residual(x, 32, name="block_4", expand_filters=192)
    x = inverted_residual(x, 32, name="block_5", expand_filters=192)
    x = inverted_residual(
        x, 64, name="block_6", expand_filters=192, strides=2, residual=False
    )
    for index in range(7, 10):
        x = inverted_residual(x, 64, name=f"block_{index}", expand_filters=384)
    x = inverted_residual(x, 96, name="block_10", expand_filters=384, residual=False)
    x = inverted_residual(x, 96, name="block_11", expand_filters=576)
    x = inverted_residual(x, 96, name="block_12", expand_filters=576)
    x = inverted_residual(
        x, 160, name="block_13", expand_filters=576, strides=2, residual=False
    )
    x = inverted_residual(x, 160, name="block_14", expand_filters=960)
    x = inverted_residual(x, 160, name="block_15", expand_filters=960)
    x = inverted_residual(x, 320, name="block_16", expand_filters=960, residual=False)
    x = layers.Conv2D(1280, 1, use_bias=False, name="Conv_1")(x)
    x = layers.BatchNormalization(momentum=0.999, name="Conv_1_bn")(x)
    x = layers.ReLU(max_value=6.0, name="out_relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    predictions = layers.Dense(1000, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, predictions, name="mobilenetv2_1.00_224")


if __name__ == "__main__":
    build_model().summary()
