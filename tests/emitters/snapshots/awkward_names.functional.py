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
    x = layers.Dense(4, name="Name")(x)
    x = layers.Dense(4, name="name")(x)
    x = layers.Dense(4, name="a.b")(x)
    x = layers.Dense(4, name="a-b")(x)
    x = layers.Dense(4, name="add_1")(x)
    x = layers.Dense(4, name="summary")(x)
    x = layers.Dense(4, name="loss")(x)
    call = layers.Dense(4, name="call")(x)
    inputs = call + call
    # Takes up a name that Keras would give to the operation below
    keras.backend.get_uid("add")
    outputs = inputs + class_
    return keras.Model(class_, outputs, name='Tom\'s "best" model: 100% {x}')


if __name__ == "__main__":
    build_model().summary()
