import keras
from keras import layers


def get_model(img_size, num_classes):
    def conv_bn(x, filters):
        x = layers.SeparableConv2D(filters, 3, padding="same")(x)
        return layers.BatchNormalization()(x)

    inputs = keras.Input(shape=img_size + (3,))
    x = layers.Conv2D(32, 3, strides=2, padding="same")(inputs)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    previous_block_activation = x  # set aside the residual

    for filters in [64, 128]:
        x = layers.Activation("relu")(x)
        x = conv_bn(x, filters)
        x = layers.Activation("relu")(x)
        x = conv_bn(x, filters)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        residual = layers.Conv2D(filters, 1, strides=2, padding="same")(previous_block_activation)
        x = layers.add([x, residual])
        previous_block_activation = x

    for filters in reversed([32, 64, 128]):
        x = layers.Activation("relu")(x)
        x = layers.Conv2DTranspose(filters, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.UpSampling2D(2)(x)
        residual = layers.UpSampling2D(2)(previous_block_activation)
        residual = layers.Conv2D(filters, 1, padding="same")(residual)
        x = layers.add([x, residual])
        previous_block_activation = x

    outputs = layers.Conv2D(num_classes, 3, activation="softmax", padding="same")(x)
    return keras.Model(inputs, outputs)


model = get_model(img_size=(160, 160), num_classes=3)
model.summary()
