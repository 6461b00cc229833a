import keras
from keras import layers


def build_model():
    left = keras.Input(shape=(32, 32, 3), name="left")
    right = keras.Input(shape=(32, 32, 3), name="right")
    features = keras.applications.MobileNetV3Small(
        input_shape=(32, 32, 3),
        minimalistic=True,
        include_top=False,
        weights=None,
        pooling="max",
        name="features",
    )
    x = features(left)
    rescaling = layers.Rescaling(0.5, name="rescaling")(x)
    # Shared: one set of weights, called 2 times
    base = keras.applications.MobileNet(
        input_shape=(32, 32, 3),
        alpha=0.25,
        include_top=False,
        weights=None,
        pooling="avg",
    )
    for layer_1 in base.layers[:-20]:
        layer_1.trainable = False
    left_base = base(left)
    right_base = base(right, training=False)
    x = layers.Concatenate()([left_base, right_base, rescaling])
    layer = layers.Dense(3, name="layer")(x)
    return keras.Model(inputs=[left, right], outputs=layer, name="fine_tuning")


if __name__ == "__main__":
    build_model().summary()
