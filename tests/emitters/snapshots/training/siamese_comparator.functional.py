import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

SEED = 0
BATCH_SIZE = 32
EPOCHS = 10


def build_model():
    left = keras.Input(shape=(784,), name="left")
    right = keras.Input(shape=(784,), name="right")
    # Shared: one set of weights, called 2 times
    dense = layers.Dense(256, activation="relu")
    x = dense(left)
    # Shared: one set of weights, called 2 times
    dense_1 = layers.Dense(64, activation="relu")
    left_dense_1 = dense_1(x)
    x = dense(right)
    right_dense_1 = dense_1(x)
    x = layers.Concatenate()([left_dense_1, right_dense_1])
    same_digit = layers.Dense(1, activation="sigmoid", name="same_digit")(x)
    return keras.Model(
        inputs=[left, right], outputs=same_digit, name="siamese_comparator"
    )


def digit_pairs(
    samples: int = 8000, size: int = 28, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make pairs of pictures of digits, half of them of the same digit; the label says which."""
    rng = np.random.default_rng(seed)
    digits = load_digits()
    places = np.arange(size) * 8 // size
    images = digits.images[:, places[:, np.newaxis], places].astype("uint8")
    of_digit = [np.flatnonzero(digits.target == digit) for digit in range(10)]
    left = rng.integers(0, 10, samples)
    same = np.arange(samples) % 2
    right = np.where(same, left, (left + rng.integers(1, 10, samples)) % 10)
    return {
        "left": images[[rng.choice(of_digit[digit]) for digit in left]],
        "right": images[[rng.choice(of_digit[digit]) for digit in right]],
        "same": same,
    }


def load_data():
    data = digit_pairs()

    # Shuffled once before the split: data are often sorted by their label
    order = np.random.default_rng(SEED).permutation(len(data["left"]))
    kept = int(len(order) * 0.2)
    training, validation = order[kept:], order[:kept]
    left = data["left"].reshape(-1, 784).astype("float32") / 16
    right = data["right"].reshape(-1, 784).astype("float32") / 16
    y = data["same"]

    def part(places):
        x = (left[places], right[places])
        return x, y[places]

    return part(training), part(validation)


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
    )


def make_callbacks():
    return []


def train(model, train_data, validation_data, callbacks=()):
    compile_model(model)
    x, y = train_data
    history = model.fit(
        x,
        y,
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
