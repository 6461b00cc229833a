import keras
from keras import layers


def residual_block_layers(filters, name, strides=1, project=False):
    """Conv2D, BatchNormalization, Activation and Add."""
    made = [
        layers.Conv2D(filters, 1, strides=strides, name=f"{name}_1_conv"),
        layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_1_bn"),
        layers.Activation("relu", name=f"{name}_1_relu"),
        layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv"),
        layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_2_bn"),
        layers.Activation("relu", name=f"{name}_2_relu"),
    ]
    if project:
        made.append(
            layers.Conv2D(4 * filters, 1, strides=strides, name=f"{name}_0_conv")
        )
    made.append(layers.Conv2D(4 * filters, 1, name=f"{name}_3_conv"))
    if project:
        made.append(
            layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_0_bn")
        )
    made += [
        layers.BatchNormalization(axis=3, epsilon=1.001e-05, name=f"{name}_3_bn"),
        layers.Add(name=f"{name}_add"),
        layers.Activation("relu", name=f"{name}_out"),
    ]
    return made


def call_residual_block(made, inputs, project=False, training=None):
    """Call the next layers as a residual block."""
    x = next(made)(inputs)
    x = next(made)(x, training=training)
    x = next(made)(x)
    x = next(made)(x)
    x = next(made)(x, training=training)
    relu = next(made)(x)
    if project:
        conv = next(made)(inputs)
    conv_1 = next(made)(relu)
    shortcut = inputs
    if project:
        shortcut = next(made)(conv, training=training)
    x = next(made)(conv_1, training=training)
    x = next(made)([shortcut, x])
    return next(made)(x)


@keras.saving.register_keras_serializable(package="resnet50")
class Resnet50(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv1_pad = layers.ZeroPadding2D(3, name="conv1_pad")
        self.conv1_conv = layers.Conv2D(64, 7, strides=2, name="conv1_conv")
        self.conv1_bn = layers.BatchNormalization(
            axis=3, epsilon=1.001e-05, name="conv1_bn"
        )
        self.conv1_relu = layers.Activation("relu", name="conv1_relu")
        self.pool1_pad = layers.ZeroPadding2D(name="pool1_pad")
        self.pool1_pool = layers.MaxPooling2D(3, strides=2, name="pool1_pool")
        self.blocks = []
        for stage, filters, strides, blocks in (
            (2, 64, 1, 3),
            (3, 128, 2, 4),
            (4, 256, 2, 6),
            (5, 512, 2, 3),
        ):
            self.blocks += residual_block_layers(
                filters, name=f"conv{stage}_block1", strides=strides, project=True
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
        x = self.conv1_bn(x, training=training)
        x = self.conv1_relu(x)
        x = self.pool1_pad(x)
        x = self.pool1_pool(x)
        for blocks in (3, 4, 6, 3):
            x = call_residual_block(made, x, project=True, training=training)
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
