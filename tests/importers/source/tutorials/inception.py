from keras.layers import Input, Conv2D, MaxPooling2D, Dense, Concatenate, GlobalAveragePooling2D
from keras.layers import BatchNormalization, Activation
from keras.models import Model
from keras.regularizers import l2
from functools import partial

conv = partial(Conv2D, padding="SAME", use_bias=False, kernel_regularizer=l2(5e-4))


def bn_conv(x, *args, **kwargs):
    x = conv(*args, **kwargs)(x)
    x = BatchNormalization(scale=False)(x)
    return Activation("relu")(x)


def inception(x, sizes: tuple, pool: int):
    a, (b1, b2), (c1, c2) = sizes
    branches = [
        bn_conv(x, a, 1),
        bn_conv(bn_conv(x, b1, 1), b2, 3),
        bn_conv(bn_conv(x, c1, 1), c2, 5),
        bn_conv(MaxPooling2D(3, strides=1, padding="same")(x), pool, 1),
    ]
    return Concatenate(axis=-1)(branches)


inputs = Input(shape=(64, 64, 3))
x = bn_conv(inputs, 32, 7, strides=2)
x = MaxPooling2D(3, 2, "same")(x)
for sizes, pool in zip([(16, (24, 32), (4, 8)), (32, (32, 48), (8, 24))], (8, 16)):
    x = inception(x, sizes, pool)
x = GlobalAveragePooling2D()(x)
net = Model(inputs, Dense(7, "softmax")(x))
