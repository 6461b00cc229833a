import keras
from keras import layers


def build_model():
    add = keras.Input(shape=(4,), name="add")
    add_2 = layers.Dense(4, name="add_2")(add)
    # Takes up a name that Keras would give to the operation below
    keras.backend.get_uid("add")
    keras.backend.get_uid("add")
    keras.backend.get_uid("add")
    one = add + add_2
    # Takes up a name that Keras would give to the operation below
    keras.backend.get_uid("add")
    two = one + add_2
    add_1 = layers.Add(name="add_1")([two, add_2])
    outputs = layers.Add(name="add_4")([add_1, add])
    return keras.Model(add, outputs, name="name_of_an_op")


if __name__ == "__main__":
    build_model().summary()
