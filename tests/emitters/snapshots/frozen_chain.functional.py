import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(5, 4))
    time_distributed = layers.TimeDistributed(layers.Dense(3, name="inner"))
    x = time_distributed(inputs)
    time_distributed.trainable = False
    outputs = layers.GlobalMaxPooling1D()(x)
    return keras.Model(inputs, outputs, name="frozen_chain")


if __name__ == "__main__":
    build_model().summary()
