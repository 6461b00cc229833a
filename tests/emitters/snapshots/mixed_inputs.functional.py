import keras
from keras import layers


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    features = keras.Input(shape=(4,), name="features")
    layer_normalization = layers.LayerNormalization()(features)
    outputs = layers.Maximum()([features, layer_normalization])
    model = keras.Model(features, outputs, name="mixed_inputs")
    keras.config.set_dtype_policy(before)
    return model


if __name__ == "__main__":
    build_model().summary()
