"""Twelve small networks, built as the well-known ones are: what the gallery has no room for.

Every one has what its big namesake has that is hard to keep: branches of unequal depth, statistics
that move, layers that are random in training, layers and models that are called twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
from keras import layers, ops

IMAGE = (16, 16, 3)


def residual() -> Any:
    """As ResNet: a shortcut of its own where the shape changes."""

    def block(x: Any, filters: int, strides: int, name: str) -> Any:
        short = x
        if strides > 1:
            short = layers.Conv2D(filters, 1, strides, name=f"{name}_0_conv")(x)
            short = layers.BatchNormalization(epsilon=1e-5, name=f"{name}_0_bn")(short)
        x = layers.Conv2D(filters, 1, strides, name=f"{name}_1_conv")(x)
        x = layers.BatchNormalization(epsilon=1e-5, name=f"{name}_1_bn")(x)
        x = layers.Activation("relu", name=f"{name}_1_relu")(x)
        x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv")(x)
        x = layers.BatchNormalization(epsilon=1e-5, name=f"{name}_2_bn")(x)
        x = layers.Add(name=f"{name}_add")([short, x])
        return layers.Activation("relu", name=f"{name}_out")(x)

    inputs = keras.Input(IMAGE)
    x = layers.ZeroPadding2D(1)(inputs)
    x = layers.Conv2D(8, 3, 2, name="conv1_conv")(x)
    x = layers.BatchNormalization(epsilon=1e-5, name="conv1_bn")(x)
    x = layers.MaxPooling2D(3, 2, "same")(x)
    for stage, filters in enumerate((8, 12), 2):
        for index in (1, 2):
            x = block(x, filters, 2 if index == 1 else 1, f"conv{stage}_block{index}")
    return _classifier(inputs, x)


def residual_v2() -> Any:
    """As ResNetV2: normalization first, and a shortcut from after it, or by pooling."""

    def block(x: Any, filters: int, *, shortcut: bool, strides: int = 1) -> Any:
        before = layers.Activation("relu")(layers.BatchNormalization(epsilon=1e-5)(x))
        if shortcut:
            short = layers.Conv2D(filters, 1, strides)(before)
        else:
            short = layers.MaxPooling2D(1, strides)(x) if strides > 1 else x
        y = layers.Conv2D(4, 1, use_bias=False)(before)
        y = layers.Activation("relu")(layers.BatchNormalization(epsilon=1e-5)(y))
        y = layers.Conv2D(4, 3, strides, use_bias=False)(layers.ZeroPadding2D(1)(y))
        y = layers.Activation("relu")(layers.BatchNormalization(epsilon=1e-5)(y))
        return layers.Add()([short, layers.Conv2D(filters, 1)(y)])

    inputs = keras.Input(IMAGE)
    x = layers.Conv2D(6, 3, padding="same")(inputs)
    x = block(x, 8, shortcut=True)
    x = block(x, 8, shortcut=False)
    x = block(x, 8, shortcut=False, strides=2)
    return _classifier(inputs, layers.BatchNormalization()(x))


def inverted_residuals() -> Any:
    """As MobileNetV2: narrow, wide by depth, narrow; six is the most."""

    def block(x: Any, filters: int, strides: int = 1) -> Any:
        y = layers.Conv2D(3 * x.shape[-1], 1, use_bias=False)(x)
        y = layers.ReLU(6.0)(layers.BatchNormalization(momentum=0.9)(y))
        if strides == 2:
            y = layers.ZeroPadding2D(((0, 1), (0, 1)))(y)
        y = layers.DepthwiseConv2D(3, strides, "same" if strides == 1 else "valid")(y)
        y = layers.ReLU(6.0)(layers.BatchNormalization(momentum=0.9)(y))
        y = layers.Conv2D(filters, 1, use_bias=False)(y)
        y = layers.BatchNormalization(momentum=0.9)(y)
        return layers.Add()([x, y]) if strides == 1 and x.shape[-1] == filters else y

    inputs = keras.Input(IMAGE)
    x = ops.subtract(ops.divide(inputs, 127.5), 1.0)
    x = layers.Conv2D(4, 3, 2, "same")(x)
    x = block(block(x, 4), 6, 2)
    x = block(block(x, 6), 6)
    return _classifier(inputs, layers.Dropout(0.2)(x))


def squeeze_and_excite() -> Any:
    """As EfficientNet: channels weighed by what they hold, whole images dropped."""

    def block(x: Any, rate: float) -> Any:
        y = layers.Conv2D(12, 1, activation="swish")(x)
        y = layers.DepthwiseConv2D(3, padding="same", depthwise_initializer="he_normal")(y)
        y = layers.Activation("swish")(layers.BatchNormalization()(y))
        weight = layers.Reshape((1, 1, 12))(layers.GlobalAveragePooling2D()(y))
        weight = layers.Conv2D(2, 1, activation="swish")(weight)
        weight = layers.Conv2D(12, 1, activation="sigmoid")(weight)
        y = layers.Conv2D(6, 1)(layers.Multiply()([y, weight]))
        y = layers.Dropout(rate, noise_shape=(None, 1, 1, 1))(layers.BatchNormalization()(y))
        return layers.Add()([y, x])

    inputs = keras.Input(IMAGE)
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 3.0])(x)
    x = layers.Conv2D(6, 3, 2, "same")(x)
    for rate in (0.25, 0.5):
        x = block(x, rate)
    return _classifier(inputs, x)


def dense_blocks() -> Any:
    """As DenseNet: every layer takes all that came before."""
    inputs = keras.Input(IMAGE)
    x = layers.Conv2D(6, 3, 2, "same", use_bias=False)(inputs)
    for block in (2, 2):
        for _ in range(block):
            y = layers.Activation("relu")(layers.BatchNormalization(epsilon=1.001e-5)(x))
            y = layers.Conv2D(8, 1, use_bias=False)(y)
            y = layers.Activation("relu")(layers.BatchNormalization(epsilon=1.001e-5)(y))
            y = layers.Conv2D(4, 3, padding="same", use_bias=False)(y)
            x = layers.Concatenate()([x, y])
        x = layers.Activation("relu")(layers.BatchNormalization()(x))
        x = layers.AveragePooling2D(2)(layers.Conv2D(x.shape[-1] // 2, 1)(x))
    return _classifier(inputs, x)


def inception() -> Any:
    """As InceptionV3: branches of unequal depth, side by side."""

    def conv(x: Any, filters: int, *size: int) -> Any:
        x = layers.Conv2D(filters, size, padding="same", use_bias=False)(x)
        return layers.Activation("relu")(layers.BatchNormalization(scale=False)(x))

    def block(x: Any) -> Any:
        one = conv(x, 4, 1, 1)
        five = conv(conv(x, 3, 1, 1), 4, 5, 5)
        seven = conv(conv(conv(x, 3, 1, 1), 3, 1, 7), 4, 7, 1)
        both = conv(x, 4, 1, 1)
        both = layers.Concatenate()([conv(both, 2, 1, 3), conv(both, 2, 3, 1)])
        pool = conv(layers.AveragePooling2D(3, 1, "same")(x), 2, 1, 1)
        return layers.Concatenate()([one, five, seven, both, pool])

    inputs = keras.Input(IMAGE)
    x = conv(layers.MaxPooling2D(2)(inputs), 4, 3, 3)
    return _classifier(inputs, block(block(x)))


def separable() -> Any:
    """As Xception: the shortcut is made first, though it is the shorter way."""
    inputs = keras.Input(IMAGE)
    x = layers.Conv2D(6, 3, 2, "same", name="block1_conv1")(inputs)
    for index, filters in enumerate((8, 10), 2):
        short = layers.BatchNormalization()(layers.Conv2D(filters, 1, 2, "same")(x))
        for part in (1, 2):
            name = f"block{index}_sepconv{part}"
            x = layers.Activation("relu", name=f"{name}_act")(x)
            x = layers.SeparableConv2D(filters, 3, padding="same", name=name)(x)
            x = layers.BatchNormalization(name=f"{name}_bn")(x)
        x = layers.add([layers.MaxPooling2D(3, 2, "same")(x), short])
    return _classifier(inputs, x)


def convnext() -> Any:
    """As ConvNeXt: convolutions like a transformer's block, scaled and dropped as a whole."""
    inputs = keras.Input(IMAGE)
    x = layers.LayerNormalization(epsilon=1e-6)(layers.Conv2D(6, 4, 4)(inputs))
    for rate in (0.1, 0.2):
        y = layers.DepthwiseConv2D(3, padding="same")(x)
        y = layers.LayerNormalization(epsilon=1e-6)(y)
        y = layers.Activation("gelu")(layers.Dense(24)(y))
        y = layers.UnitNormalization()(layers.Dense(6)(y))
        x = x + layers.Dropout(rate, noise_shape=(None, 1, 1, 1))(y * 0.5)
    return _classifier(inputs, x)


def u_net() -> Any:
    """Down and up again, with what was on the way down beside it."""
    inputs = keras.Input(IMAGE)
    x, kept = inputs, []
    for filters in (4, 6):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.BatchNormalization()(x)
        kept.append(x)
        x = layers.SpatialDropout2D(0.25)(layers.MaxPooling2D()(x))
    x = layers.Conv2D(8, 3, padding="same", activation="relu")(x)
    for filters, skip in zip((6, 4), reversed(kept), strict=True):
        x = layers.Conv2DTranspose(filters, 3, 2, "same")(x)
        x = layers.Concatenate()([x, skip])
        x = layers.GroupNormalization(2)(layers.Conv2D(filters, 3, padding="same")(x))
    return keras.Model(inputs, layers.Conv2D(2, 1, activation="softmax", name="mask")(x))


def transformer() -> Any:
    """An encoder: words and places, attention with dropout inside, padding left out."""
    words = keras.Input((10,), dtype="int32", name="words")
    x = layers.Embedding(20, 8, mask_zero=True, name="word_embedding")(words)
    places = ops.subtract(ops.cumsum(ops.ones_like(words), axis=1), 1)
    x = layers.Add()([x, layers.Embedding(10, 8, name="place_embedding")(places)])
    x = layers.Dropout(0.1)(x)
    for _ in range(2):
        y = layers.MultiHeadAttention(2, 4, dropout=0.2)(x, x)
        x = layers.LayerNormalization()(layers.Add()([x, layers.Dropout(0.1)(y)]))
        y = layers.Dense(8)(layers.Dense(16, activation="relu")(x))
        x = layers.LayerNormalization()(layers.Add()([x, layers.Dropout(0.1)(y)]))
    x = layers.Dense(8, activation="tanh")(x[:, 0])
    return keras.Model(words, layers.Dense(2, name="class")(x))


def cells() -> Any:
    """As NASNet: each cell takes the two before it, in pairs that are added and joined."""

    def separated(x: Any, size: int) -> Any:
        x = layers.SeparableConv2D(4, size, padding="same", use_bias=False)(layers.ReLU()(x))
        return layers.BatchNormalization()(x)

    def fitted(x: Any, strides: int) -> Any:
        x = layers.Conv2D(4, 1, strides, use_bias=False)(layers.ReLU()(x))
        return layers.BatchNormalization()(x)

    inputs = keras.Input(IMAGE)
    before = layers.BatchNormalization()(layers.Conv2D(4, 3, 2, "same")(inputs))
    now = before
    for _ in range(2):
        left, right = fitted(before, 1), fitted(now, 1)
        parts = [
            left,
            layers.add([separated(right, 5), separated(left, 3)]),
            layers.add([separated(left, 5), separated(left, 3)]),
            layers.add([layers.AveragePooling2D(3, 1, "same")(right), left]),
            layers.add([separated(right, 3), right]),
        ]
        before, now = now, layers.concatenate(parts)
    return _classifier(inputs, layers.ReLU()(now))


def siamese() -> Any:
    """One encoder for two pictures, statistics and dropout inside, and the distance of the two."""
    image = keras.Input(IMAGE, name="image")
    x = layers.Conv2D(6, 3, 2, "same")(image)
    x = layers.Activation("relu")(layers.BatchNormalization()(x))
    x = layers.Dropout(0.3)(layers.GlobalAveragePooling2D()(x))
    encoder = keras.Model(image, layers.Dense(4)(x), name="encoder")
    left, right = keras.Input(IMAGE, name="left"), keras.Input(IMAGE, name="right")
    apart = ops.sum(ops.square(encoder(left) - encoder(right)), axis=-1, keepdims=True)
    scale = layers.BatchNormalization(name="scale")(ops.sqrt(ops.maximum(apart, 1e-6)))
    return keras.Model([left, right], layers.Dense(1, activation="sigmoid", name="same")(scale))


def _classifier(inputs: Any, x: Any) -> Any:
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="predictions")(x))


NETWORKS: dict[str, Callable[[], Any]] = {
    make.__name__: make
    for make in (
        residual,
        residual_v2,
        inverted_residuals,
        squeeze_and_excite,
        dense_blocks,
        inception,
        separable,
        convnext,
        u_net,
        transformer,
        cells,
        siamese,
    )
}
"""By name: what builds it."""


def network(name: str) -> Any:
    """Build one, with the names that Keras gives in a new session.

    Args:
        name: A key of `NETWORKS`.
    """
    keras.utils.clear_session(free_memory=False)
    model = NETWORKS[name]()
    model.name = name
    return model
