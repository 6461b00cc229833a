import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(30,))
    x = inputs
    for units in (256, 128, 64):
        x = layers.Dense(units, activation="relu")(x)
        x = layers.BatchNormalization()(x)
        x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs, outputs, name="batch_norm_stack")


if __name__ == "__main__":
    build_model().summary()
