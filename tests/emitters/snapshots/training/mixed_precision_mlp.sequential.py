import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

SEED = 0
BATCH_SIZE = 32
EPOCHS = 10


def build_model():
    # Layers take the global dtype policy as they are made
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax", dtype="float32"),
        ],
        name="mixed_precision_mlp",
    )
    keras.config.set_dtype_policy(before)
    return model


def resize(images: np.ndarray, height: int, width: int) -> np.ndarray:
    """Give images another size; each new pixel is the nearest of the old ones."""
    rows = np.arange(height) * images.shape[1] // height
    columns = np.arange(width) * images.shape[2] // width
    return images[:, rows[:, np.newaxis], columns]


def load_data():
    digits = load_digits()

    # Shuffled once before the split: data are often sorted by their label
    order = np.random.default_rng(SEED).permutation(len(digits.images))
    kept = int(len(order) * 0.2)
    training, validation = order[kept:], order[:kept]
    x = resize(digits.images, 28, 28).reshape(-1, 784).astype("float32") / 16
    y = digits.target

    def part(places):
        return x[places], y[places]

    return part(training), part(validation)


def compile_model(model):
    # Under mixed_float16 Keras scales the loss by itself, so that small
    # gradients do not vanish: it wraps the optimizer in a LossScaleOptimizer
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
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
