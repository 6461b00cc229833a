import keras
from keras import layers

keras.config.set_dtype_policy("mixed_bfloat16")


def build_model():
    features = keras.Input(shape=(4,), name="features")
    layer_normalization = layers.LayerNormalization()(features)
    outputs = layers.Maximum()([features, layer_normalization])
    return keras.Model(features, outputs, name="mixed_inputs")


if __name__ == "__main__":
    build_model().summary()
