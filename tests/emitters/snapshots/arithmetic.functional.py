import keras
from keras import ops


def build_model():
    image = keras.Input(shape=(6, 4), dtype="uint8", name="image")
    ids = keras.Input(shape=(6,), dtype="int32", name="ids")
    bytes_ = image * 3
    x = ops.cast(image, "float32")
    x = x / 255
    x = 1 - x
    x = -0.5 * x
    lowered = ops.add(x, -1)
    powers = ops.power(-2.0, lowered)
    x = lowered**2
    below = x < -0.25
    x = ops.where(below, powers, 0.0)
    x = x[:, None, -1]
    clipped = ops.clip(x, -1.0, 1.0)
    divided = ops.floor_divide(ids, 7)
    known = ids >= -1
    lengths = ids * -2
    return keras.Model(
        inputs=[image, ids],
        outputs=[clipped, bytes_, lengths, known, divided],
        name="arithmetic",
    )


if __name__ == "__main__":
    build_model().summary()
