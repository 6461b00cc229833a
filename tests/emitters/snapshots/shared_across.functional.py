import keras
from keras import layers


def build_encoder(projection):
    inputs = keras.Input(shape=(4,))
    x = layers.Dense(3)(inputs)
    x = layers.Dropout(0.5)(x)
    projection_output = projection(x)
    return keras.Model(inputs, projection_output, name="encoder")


def build_outer(encoder):
    inputs = keras.Input(shape=(4,), name="input_layer")
    x = encoder(inputs)
    outputs = layers.Dense(4, activation="relu", name="dense")(x)
    return keras.Model(inputs, outputs, name="outer")


def build_model():
    # Shared: one layer, called in build_encoder and here
    projection = layers.Dense(4, name="projection")
    # Shared: one model, called in build_outer and here
    encoder = build_encoder(projection)
    inputs = keras.Input(shape=(4,), name="input_layer")
    x = layers.Dense(4, name="dense")(inputs)
    outer = build_outer(encoder)(x)
    x = layers.Dense(3)(outer)
    projection_output = projection(x)
    encoder_output = encoder(outer)
    outputs = layers.Add()([encoder_output, projection_output])
    return keras.Model(inputs, outputs, name="shared_across")


if __name__ == "__main__":
    build_model().summary()
