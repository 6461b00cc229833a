import keras
from keras import layers, ops


def build_residual():
    inputs = keras.Input(shape=(4,), name="input_layer")
    dense = layers.Dense(4, name="dense")(inputs)
    outputs = ops.add(inputs, dense)
    return keras.Model(inputs, outputs, name="residual")


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    inputs = keras.Input(shape=(4,))
    x = layers.Dense(4)(inputs)
    x = build_residual()(x)
    x = layers.Rescaling(0.5, dtype="float32")(x)
    head = layers.Dense(2, activation="softmax", dtype="float32", name="head")(x)
    model = keras.Model(inputs, head, name="mixed_block")
    keras.config.set_dtype_policy(before)
    return model


if __name__ == "__main__":
    build_model().summary()
