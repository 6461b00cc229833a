import keras
from keras import layers


def build_tower(name):
    inputs = keras.Input(shape=(6,), name="input_layer")
    dense = layers.Dense(6, activation="relu", name="dense")(inputs)
    outputs = inputs + dense
    return keras.Model(inputs, outputs, name=name)


def build_model():
    tower = build_tower(name="tower")
    model = keras.Sequential(
        [
            keras.Input(shape=(6,)),
            tower,
            build_tower(name="tower_1"),
            layers.Dense(2),
        ],
        name="copied_block",
    )
    tower.trainable = False
    return model


if __name__ == "__main__":
    build_model().summary()
