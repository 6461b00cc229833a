import keras
from keras import layers


def build_split():
    a = keras.Input(shape=(4,), name="a")
    b = keras.Input(shape=(4,), name="b")
    product = layers.Multiply(name="product")([a, b])
    total = layers.Add(name="total")([a, b])
    return keras.Model(
        inputs=[a, b], outputs={"total": total, "product": product}, name="split"
    )


def build_mix():
    x_1 = keras.Input(shape=(4,), name="x")
    dense = layers.Dense(4)(x_1)
    split = build_split()([x_1, dense])
    outputs = layers.Concatenate()([split["total"], split["product"], dense])
    return keras.Model(x_1, outputs, name="mix")


def build_model():
    features = keras.Input(shape=(4,), name="features")
    x = build_mix()(features)
    head = layers.Dense(3, name="head")(x)
    return keras.Model(features, head, name="nested_blocks")


if __name__ == "__main__":
    build_model().summary()
