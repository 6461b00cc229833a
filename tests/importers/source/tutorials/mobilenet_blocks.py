import keras
from keras import layers as L


def _make_divisible(v, divisor=8, min_value=None):
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v:
        new_v += divisor
    return new_v


def inverted_residual(x, filters, stride, expand_ratio, block_id):
    in_channels = x.shape[-1]
    prefix = f"block_{block_id}_" if block_id else "expanded_conv_"
    shortcut = x
    if block_id:
        x = L.Conv2D(
            expand_ratio * in_channels, 1, padding="same", use_bias=False, name=prefix + "expand"
        )(x)
        x = L.BatchNormalization(epsilon=1e-3, momentum=0.999, name=prefix + "expand_BN")(x)
        x = L.ReLU(6.0, name=prefix + "expand_relu")(x)
    x = L.DepthwiseConv2D(
        3, strides=stride, padding="same", use_bias=False, name=prefix + "depthwise"
    )(x)
    x = L.BatchNormalization(name=prefix + "depthwise_BN")(x)
    x = L.ReLU(6.0, name=prefix + "depthwise_relu")(x)
    x = L.Conv2D(filters, 1, padding="same", use_bias=False, name="{}project".format(prefix))(x)
    x = L.BatchNormalization(name=prefix + "project_BN")(x)
    if in_channels == filters and stride == 1:
        x = L.Add(name=prefix + "add")([shortcut, x])
    return x


def build(alpha=0.5, classes=10):
    settings = [
        # t, c, n, s
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
    ]
    inputs = keras.Input((96, 96, 3))
    x = L.Conv2D(_make_divisible(32 * alpha), 3, 2, "same", use_bias=False, name="Conv1")(inputs)
    x = L.BatchNormalization(name="bn_Conv1")(x)
    block_id = 0
    for t, c, n, s in settings:
        for i in range(n):
            x = inverted_residual(x, _make_divisible(c * alpha), s if i == 0 else 1, t, block_id)
            block_id += 1
    x = L.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, L.Dense(classes, activation="softmax")(x), name="mobilenet")


model = build()
