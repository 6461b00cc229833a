import keras
from keras import layers


def bn_relu_layers(name):
    """BatchNormalization and Activation."""
    return [
        layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_bn"),
        layers.Activation("relu", name=f"{name}_relu"),
    ]


def conv_block_layers(filters, name, strides=1):
    """Conv2D, BatchNormalization, Activation and Add."""
    return [
        layers.Conv2D(filters, 1, strides=strides, name=f"{name}_block1_1_conv"),
        *bn_relu_layers(name=f"{name}_block1_1"),
        layers.Conv2D(filters, 3, padding="same", name=f"{name}_block1_2_conv"),
        *bn_relu_layers(name=f"{name}_block1_2"),
        layers.Conv2D(4 * filters, 1, strides=strides, name=f"{name}_block1_0_conv"),
        layers.Conv2D(4 * filters, 1, name=f"{name}_block1_3_conv"),
        layers.BatchNormalization(
            axis=3, epsilon=1.001e-05, name=f"{name}_block1_0_bn"
        ),
        layers.BatchNormalization(
            axis=3, epsilon=1.001e-05, name=f"{name}_block1_3_bn"
        ),
        layers.Add(name=f"{name}_block1_add"),
        layers.Activation("relu", name=f"{name}_block1_out"),
    ]


def residual_block_layers(filters, name):
    """Conv2D, BatchNormalization, Activation and Add."""
    return [
        layers.Conv2D(filters, 1, name=f"{name}_1_conv"),
        *bn_relu_layers(name=f"{name}_1"),
        layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv"),
        *bn_relu_layers(name=f"{name}_2"),
        layers.Conv2D(4 * filters, 1, name=f"{name}_3_conv"),
        layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_3_bn"),
        layers.Add(name=f"{name}_add"),
        layers.Activation("relu", name=f"{name}_out"),
    ]


def call_bn_relu(made, x, training=None):
    """Call the next layers as a bn relu."""
    x = next(made)(x, training=training)
    return next(made)(x)


def call_conv_block(made, inputs, training=None):
    """Call the next layers as a conv block."""
    x = next(made)(inputs)
    x = call_bn_relu(made, x, training=training)
    x = next(made)(x)
    block = call_bn_relu(made, x, training=training)
    block_conv = next(made)(inputs)
    block_conv_1 = next(made)(block)
    shortcut = next(made)(block_conv, training=training)
    x = next(made)(block_conv_1, training=training)
    x = next(made)([shortcut, x])
    return next(made)(x)


def call_residual_block(made, inputs, training=None):
    """Call the next layers as a residual block."""
    x = next(made)(inputs)
    x = call_bn_relu(made, x, training=training)
    x = next(made)(x)
    x = call_bn_relu(made, x, training=training)
    x = next(made)(x)
    x = next(made)(x, training=training)
    x = next(made)([inputs, x])
    return next(made)(x)


@keras.saving.register_keras_serializable(package="resnet50")
class Resnet50(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv1_pad = layers.ZeroPadding2D(3, name="conv1_pad")
        self.conv1_conv = layers.Conv2D(64, 7, strides=2, name="conv1_conv")
        self.blocks = []
        self.blocks += bn_relu_layers(name="conv1")
        self.pool1_pad = layers.ZeroPadding2D(name="pool1_pad")
        self.pool1_pool = layers.MaxPooling2D(3, strides=2, name="pool1_pool")
        for stage, filters, strides, blocks in (
            (2, 64, 1, 3),
            (3, 128, 2, 4),
            (4, 256, 2, 6),
            (5, 512, 2, 3),
        ):
            self.blocks += conv_block_layers(
                filters, name=f"conv{stage}", strides=strides
            )
            for index in range(2, blocks + 1):
                self.blocks += residual_block_layers(
                    filters, name=f"conv{stage}_block{index}"
                )
        self.avg_pool = layers.GlobalAveragePooling2D(name="avg_pool")
        self.predictions = layers.Dense(1000, activation="softmax", name="predictions")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(keras.KerasTensor(input_shape))

    def call(self, inputs, training=None):
        made = iter(self.blocks)
        x = self.conv1_pad(inputs)
        x = self.conv1_conv(x)
        x = call_bn_relu(made, x, training=training)
        x = self.pool1_pad(x)
        x = self.pool1_pool(x)
        for blocks in (3, 4, 6, 3):
            x = call_conv_block(made, x, training=training)
            for _ in range(2, blocks + 1):
                x = call_residual_block(made, x, training=training)
        x = self.avg_pool(x)
        predictions = self.predictions(x)
        return predictions

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Resnet50()
    model.build((None, 224, 224, 3))
    return model


if __name__ == "__main__":
    build_model().summary()
