import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras import layers, Model


def squeeze_excite_block(tensor, ratio=16):
    init = tensor
    channel_axis = 1 if K.image_data_format() == "channels_first" else -1
    filters = K.int_shape(init)[channel_axis]
    se = layers.GlobalAveragePooling2D()(init)
    se = layers.Reshape((1, 1, filters))(se)
    se = layers.Dense(
        filters // ratio, activation="relu", kernel_initializer="he_normal", use_bias=False
    )(se)
    se = layers.Dense(
        filters, activation="sigmoid", kernel_initializer="he_normal", use_bias=False
    )(se)
    return layers.multiply([init, se])


def hard_swish(x):
    return x * tf.nn.relu6(x + 3.0) / 6.0


img = layers.Input(shape=(32, 32, 3))
x = layers.Conv2D(32, 3, padding="same")(img)
x = layers.Activation(tf.keras.activations.swish)(x)
x = squeeze_excite_block(x, ratio=8)
x = hard_swish(x)
x = layers.Lambda(lambda t: tf.reduce_mean(t, axis=[1, 2]))(x)
out = layers.Dense(4, activation="softmax")(x)
model = Model(img, out)
