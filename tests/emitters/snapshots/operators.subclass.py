import keras
from keras import ops


@keras.saving.register_keras_serializable(package="operators")
class Operators(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [
                keras.KerasTensor(input_shape[0]),
                keras.KerasTensor(input_shape[1], dtype="int32"),
            ]
        )

    def call(self, inputs):
        x_1, ids = inputs
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
        return [joined, mixed, total, alone]

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Operators()
    model.build([(None, 6, 4), (None, 6)])
    return model


if __name__ == "__main__":
    build_model().summary()
