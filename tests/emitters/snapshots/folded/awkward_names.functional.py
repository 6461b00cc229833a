import keras
from keras import layers


def build_model():
    class_ = keras.Input(shape=(4,), name="class")
    x = layers.Dense(4, name="x")(class_)
    x = layers.Dense(4, name="layers")(x)
    x = layers.Dense(4, name="keras")(x)
    x = layers.Dense(4, name="import")(x)
    x = layers.Dense(4, name="output")(x)
    x = layers.Dense(4, name="optimizer")(x)
    x = layers.Dense(4, name="build_model")(x)
    x = layers.Dense(4, name="print")(x)
    x = layers.Dense(4, name="2nd")(x)
    x = layers.Dense(4, name="self")(x)
    x = layers.Dense(4, name="l")(x)
    x = layers.Dense(4, name="_private")(x)
    x = layers.Dense(4, name="__dunder__")(x)
    x = layers.Dense(4, name="training")(x)
    x = layers.Dense(4, name="dtype")(x)
    for name in ("Name", "name", "a.b", "a-b"):
        x = layers.Dense(4, name=name)(x)
    for name in ("add_1", "summary", "loss", "call"):
        x = layers.Dense(4, name=name)(x)
    x = x + x
    # Takes up a name that Keras would give to the operation below
    keras.backend.get_uid("add")
    outputs = x + class_
    return keras.Model(class_, outputs, name='Tom\'s "best" model: 100% {x}')


if __name__ == "__main__":
    build_model().summary()
