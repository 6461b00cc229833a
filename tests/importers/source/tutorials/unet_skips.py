import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, Input, MaxPooling2D, concatenate
from tensorflow.keras.layers import Dropout


def double_conv(x, n_filters, dropout=0.1):
    for _ in range(2):
        x = Conv2D(n_filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")(
            x
        )
    if dropout:
        x = Dropout(dropout)(x)
    return x


def unet(input_size=(128, 128, 1), n_filters=16, depth=3):
    inputs = Input(input_size)
    skips = []
    x = inputs
    for level in range(depth):
        x = double_conv(x, n_filters * 2**level, dropout=0.0 if level == 0 else 0.1)
        skips.append(x)
        x = MaxPooling2D((2, 2))(x)
    x = double_conv(x, n_filters * 2**depth)
    for level, skip in list(enumerate(skips))[::-1]:
        x = Conv2DTranspose(n_filters * 2**level, (2, 2), strides=(2, 2), padding="same")(x)
        x = concatenate([x, skip], axis=3)
        x = double_conv(x, n_filters * 2**level)
    outputs = Conv2D(1, (1, 1), activation="sigmoid")(x)
    return tf.keras.Model(inputs=[inputs], outputs=[outputs], name="U-Net")


if __name__ == "__main__":
    model = unet()
    model.compile("adam", "binary_crossentropy")
