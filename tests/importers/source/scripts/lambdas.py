import tensorflow as tf
from keras import backend as K
from keras.layers import *
from keras.models import *


class MCDropout(Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


class Pair(Model):
    def __init__(self, units=4):
        super().__init__()
        self.left = Dense(units, kernel_initializer=tf.random_normal_initializer(0.0, 0.02))
        self.right = Dense(units, kernel_initializer={"class_name": "Zeros", "config": {}})

    def call(self, inputs):
        a, b = inputs["a"], inputs["b"]
        scale = tf.math.sqrt(tf.cast(tf.shape(self.left(a))[-1], tf.float32))
        return self.left(a) / scale + self.right(b)


def sampling(args):
    mean, variance = args
    noise = K.random_normal(shape=(K.shape(mean)[0], 2), mean=0.0, stddev=1.0)
    return mean + K.exp(variance / 2) * noise


pair = Pair()
inputs = Input((8,))
h = MCDropout(0.2)(inputs)
mean, variance = Dense(2)(h), Dense(2)(h)
z = Lambda(sampling, output_shape=(2,), name="z")([mean, variance])
merged = concatenate([z, add([mean, variance])], axis=-1)
model = Model(inputs, Dense(1, kernel_constraint=tf.keras.constraints.max_norm(3.0))(merged))
