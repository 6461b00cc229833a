import keras
from keras import layers


def build_model():
    base = keras.applications.MobileNetV3Small(
        input_shape=(32, 32, 3), minimalistic=True, include_top=False, weights=None
    )
    base.trainable = False
    return keras.Sequential(
        [
            keras.Input(shape=(32, 32, 3), name="input_layer"),
            layers.Rescaling(0.5, name="rescaling"),
            base,
            layers.GlobalAveragePooling2D(),
            layers.Dense(3),
        ],
        name="frozen_base",
    )


if __name__ == "__main__":
    build_model().summary()
