import keras
from keras import ops


def build_model():
    x_1 = keras.Input(shape=(6, 4), name="x")
    ids = keras.Input(shape=(6,), dtype="int32", name="ids")
    first = x_1[:, 0]
    x = 0.5 * first
    x = x - 1.5
    minus = -x
    positive = minus > 0.0
    chosen = ops.where(positive, minus, first)
    x = x_1[..., 1::2]
    mean = ops.mean(x, axis=-1)
    mixed = ops.add(mean, ids)
    one_hot = ops.one_hot(ids, 3)
    flat = ops.reshape(one_hot, (-1, 18))
    [alone] = ops.split(flat, 1, axis=-1)
    parts, _, parts_2 = ops.split(flat, 3, axis=-1)
    joined = ops.concatenate([parts_2, parts, chosen], axis=-1)
    turned = ops.transpose(one_hot, (0, 2, 1))
    x = one_hot @ turned
    total = ops.sum(x, axis=(1, 2))
    return keras.Model(
        inputs=[x_1, ids], outputs=[joined, mixed, total, alone], name="operators"
    )


if __name__ == "__main__":
    build_model().summary()
