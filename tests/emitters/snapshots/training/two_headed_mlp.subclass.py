import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

SEED = 0
BATCH_SIZE = 32
EPOCHS = 10


@keras.saving.register_keras_serializable(package="two_headed_mlp")
class TwoHeadedMlp(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(256, activation="relu")
        self.dense_1 = layers.Dense(64, activation="relu")
        self.dense_2 = layers.Dense(16, activation="relu")
        self.concatenate = layers.Concatenate()
        self.digit = layers.Dense(10, activation="softmax", name="digit")
        self.is_hard = layers.Dense(1, activation="sigmoid", name="is_hard")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            [keras.KerasTensor(input_shape[0]), keras.KerasTensor(input_shape[1])]
        )

    def call(self, inputs):
        pixels, metadata = inputs
        x = self.dense(pixels)
        dense_1 = self.dense_1(x)
        dense_2 = self.dense_2(metadata)
        concatenate = self.concatenate([dense_1, dense_2])
        digit = self.digit(concatenate)
        is_hard = self.is_hard(concatenate)
        return [digit, is_hard]

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = TwoHeadedMlp()
    model.build([(None, 784), (None, 8)])
    return model


def class_weights(labels):
    # Every class counts the same, however few samples it has
    _, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    return len(labels) / (len(counts) * counts[places])


def hard_digits(
    samples: int = 4000, size: int = 28, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make pictures of digits, some spoilt; the labels are the digit, and whether it is hard.

    The metadata are what a scanner notes: ink, contrast, and the ink of six stripes.
    """
    rng = np.random.default_rng(seed)
    digits = load_digits()
    chosen = rng.integers(0, len(digits.target), samples)
    images = digits.images[chosen]
    spoilt = rng.uniform(0, 1, (samples, 1, 1))
    images = (1 - spoilt / 2) * images + spoilt * rng.uniform(0, 8, images.shape)
    places = np.arange(size) * 8 // size
    metadata = np.column_stack(
        [images.mean((1, 2)), images.std((1, 2)), images[:, :, 1:7].mean(axis=1)]
    )
    return {
        "pixels": images[:, places[:, np.newaxis], places].astype("uint8"),
        "metadata": (metadata / 16).astype("float32"),
        "digit": digits.target[chosen],
        "is_hard": (spoilt[:, 0, 0] > 0.5).astype("int64"),
    }


def load_data():
    data = hard_digits()

    # Shuffled once before the split: data are often sorted by their label
    order = np.random.default_rng(SEED).permutation(len(data["pixels"]))
    kept = int(len(order) * 0.2)
    training, validation = order[kept:], order[:kept]
    pixels = data["pixels"].reshape(-1, 784).astype("float32") / 16
    metadata = data["metadata"]
    digit = data["digit"]
    is_hard = data["is_hard"]

    def part(places):
        x = (pixels[places], metadata[places])
        y = (digit[places], is_hard[places])
        return x, y

    train_x, train_y = part(training)
    train_weight = (class_weights(train_y[0]), np.ones(len(train_y[1])))
    return (train_x, train_y, train_weight), part(validation)


def compile_model(model):
    # Losses and metrics go by these names
    model.output_names = ["digit", "is_hard"]
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss={
            "digit": keras.losses.SparseCategoricalCrossentropy(),
            "is_hard": keras.losses.BinaryCrossentropy(),
        },
        loss_weights={
            "digit": 1.0,
            "is_hard": 0.5,
        },
        metrics={
            "digit": [keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
            "is_hard": [keras.metrics.BinaryAccuracy(name="accuracy")],
        },
    )


def make_callbacks():
    return []


def train(model, train_data, validation_data, callbacks=()):
    compile_model(model)
    x, y, sample_weight = train_data
    history = model.fit(
        x,
        y,
        sample_weight=sample_weight,
        batch_size=BATCH_SIZE,
        validation_data=validation_data,
        epochs=EPOCHS,
        callbacks=[*make_callbacks(), *callbacks],
    )
    return history.history


def plot_history(history):
    # Imported here, since nothing else needs it: pip install matplotlib
    import matplotlib.pyplot as plt

    names = [name for name in history if not name.startswith("val_")]
    figure, axes = plt.subplots(
        1,
        len(names),
        figsize=(4 * len(names), 3),
        squeeze=False,
        layout="constrained",
    )
    for axis, name in zip(axes[0], names):
        epochs = range(1, len(history[name]) + 1)
        axis.plot(epochs, history[name], label="training")
        if f"val_{name}" in history:
            axis.plot(epochs, history[f"val_{name}"], label="validation")
        axis.set_title(name)
        axis.set_xlabel("epoch")
        axis.legend()
    figure.savefig("history.png")


def main():
    keras.utils.set_random_seed(SEED)
    model = build_model()
    model.summary()

    train_data, validation_data = load_data()

    history = train(model, train_data, validation_data)
    model.save("model.keras")

    # How it does on samples that it has not learnt from
    x, y = validation_data
    results = model.evaluate(x, y, batch_size=BATCH_SIZE, return_dict=True)
    for name, value in results.items():
        print(f"{name}: {value:.4f}")

    plot_history(history)


if __name__ == "__main__":
    main()
