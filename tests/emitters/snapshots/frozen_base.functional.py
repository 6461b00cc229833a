import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(32, 32, 3))
    x = layers.Rescaling(0.5)(inputs)
    base = keras.applications.MobileNetV3Small(
        input_shape=(32, 32, 3), minimalistic=True, include_top=False, weights=None
    )
    base.trainable = False
    x = base(x)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(3)(x)
    return keras.Model(inputs, outputs, name="frozen_base")


if __name__ == "__main__":
    build_model().summary()
