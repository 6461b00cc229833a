import keras
from keras import layers


def build_tower(name):
    inputs = keras.Input(shape=(6,), name="input_layer")
    dense = layers.Dense(6, activation="relu", name="dense")(inputs)
    outputs = inputs + dense
    return keras.Model(inputs, outputs, name=name)


def build_model():
    inputs = keras.Input(shape=(6,))
    tower = build_tower(name="tower")
    x = tower(inputs)
    tower.trainable = False
    x = build_tower(name="tower_1")(x)
    outputs = layers.Dense(2)(x)
    return keras.Model(inputs, outputs, name="copied_block")


if __name__ == "__main__":
    build_model().summary()
