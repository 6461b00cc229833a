import keras
from keras import layers


def build_model():
    time_distributed = layers.TimeDistributed(layers.Dense(3, name="inner"))
    model = keras.Sequential(
        [
            keras.Input(shape=(5, 4)),
            time_distributed,
            layers.GlobalMaxPooling1D(),
        ],
        name="frozen_chain",
    )
    time_distributed.trainable = False
    return model


if __name__ == "__main__":
    build_model().summary()
