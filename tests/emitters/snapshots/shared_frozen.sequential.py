import keras
from keras import layers


def build_reader(name_1, name):
    inputs = keras.Input(shape=(5, 4), name="input_layer")
    x = layers.Dense(4, name="dense")(inputs)
    name_output = name_1(x)
    name_1.trainable = False
    return keras.Model(inputs, name_output, name=name)


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    # Shared: one layer, called in build_reader
    name = layers.Bidirectional(layers.LSTM(2, return_sequences=True), name="name")
    model = keras.Sequential(
        [
            keras.Input(shape=(5, 4)),
            build_reader(name, name="reader"),
            build_reader(name, name="reader_1"),
            layers.Dense(2, dtype="float32"),
        ],
        name="shared_frozen",
    )
    keras.config.set_dtype_policy(before)
    return model


if __name__ == "__main__":
    build_model().summary()
