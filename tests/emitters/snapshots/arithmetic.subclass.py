import keras
from keras import ops


@keras.saving.register_keras_serializable(package="arithmetic")
class Arithmetic(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [
                keras.KerasTensor(input_shape[0], dtype="uint8"),
                keras.KerasTensor(input_shape[1], dtype="int32"),
            ]
        )

    def call(self, inputs):
        image, ids = inputs
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
        return [clipped, bytes_, lengths, known, divided]

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = Arithmetic()
    model.build([(None, 6, 4), (None, 6)])
    return model


if __name__ == "__main__":
    build_model().summary()
