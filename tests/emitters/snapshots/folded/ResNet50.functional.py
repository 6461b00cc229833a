import keras
from keras import layers


def residual_block(inputs, filters, name, strides=1, project=False):
    """Conv2D, BatchNormalization, Activation and Add."""
    shortcut = inputs
    if project:
        shortcut = layers.Conv2D(
            4 * filters, 1, strides=strides, name=f"{name}_0_conv"
        )(inputs)
        shortcut = layers.BatchNormalization(
            axis=3, epsilon=1.001e-05, name=f"{name}_0_bn"
        )(shortcut)
    x = layers.Conv2D(filters, 1, strides=strides, name=f"{name}_1_conv")(inputs)
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_1_bn")(x)
    x = layers.Activation("relu", name=f"{name}_1_relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv")(x)
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_2_bn")(x)
    x = layers.Activation("relu", name=f"{name}_2_relu")(x)
    x = layers.Conv2D(4 * filters, 1, name=f"{name}_3_conv")(x)
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_3_bn")(x)
    x = layers.Add(name=f"{name}_add")([shortcut, x])
    return layers.Activation("relu", name=f"{name}_out")(x)


def build_model():
    inputs = keras.Input(shape=(224, 224, 3))
    x = layers.ZeroPadding2D(3, name="conv1_pad")(inputs)
    x = layers.Conv2D(64, 7, strides=2, name="conv1_conv")(x)
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-05, name="conv1_bn")(x)
    x = layers.Activation("relu", name="conv1_relu")(x)
    x = layers.ZeroPadding2D(name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)
    for stage, strides, filters, blocks in (
        (2, 1, 64, 3),
        (3, 2, 128, 4),
        (4, 2, 256, 6),
        (5, 2, 512, 3),
    ):
        x = residual_block(
            x, filters, name=f"conv{stage}_block1", strides=strides, project=True
        )
        for index in range(2, blocks + 1):
            x = residual_block(x, filters, name=f"conv{stage}_block{index}")
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    predictions = layers.Dense(1000, activation="softmax", name="predictions")(x)
    return keras.Model(inputs, predictions, name="resnet50")


if __name__ == "__main__":
    build_model().summary()
