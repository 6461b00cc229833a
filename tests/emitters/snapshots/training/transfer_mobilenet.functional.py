import keras
import numpy as np
from keras import layers

SEED = 0
BATCH_SIZE = 16


def build_model():
    inputs = keras.Input(shape=(224, 224, 3))
    x = layers.Rescaling(1.0 / 127.5, offset=-1)(inputs)
    base = keras.applications.MobileNetV2(
        input_shape=(224, 224, 3), include_top=False, weights="imagenet"
    )
    base.trainable = False
    x = base(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="transfer_mobilenet")


def shapes(
    samples: int = 3000,
    size: int = 32,
    classes: int = 10,
    noise: int = 20,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make pictures of up to ten coloured shapes; the label is the shape.

    The mask says of each pixel whether it is of the shape (1) or not (0).
    """
    rng = np.random.default_rng(seed)
    label = np.arange(samples) % classes
    image = np.empty((samples, size, size, 3), "uint8")
    mask = np.empty((samples, size, size), "uint8")
    rows, columns = np.mgrid[:size, :size] / size
    for i in range(samples):
        radius = rng.uniform(0.2, 0.35)
        y = (rows - rng.uniform(radius, 1 - radius)) / radius
        x = (columns - rng.uniform(radius, 1 - radius)) / radius
        square = np.maximum(abs(x), abs(y)) < 1
        round_ = x**2 + y**2
        inside = (
            round_ < 1,
            square,
            abs(x) + abs(y) < 1,
            (round_ < 1) & (round_ > 0.4),
            square & (np.minimum(abs(x), abs(y)) < 0.3),
            square & (abs(abs(x) - abs(y)) < 0.4),
            (abs(y) < 1) & (2 * abs(x) < 1 + y),
            square & (np.sin(10 * x) > 0),
            square & (np.sin(10 * y) > 0),
            square & (np.sin(8 * x) * np.sin(8 * y) > 0),
        )[label[i]]
        back, front = rng.permutation(
            [rng.integers(0, 100, 3), rng.integers(155, 256, 3)]
        )
        grain = rng.integers(-noise, noise + 1, (size, size, 3))
        image[i] = np.clip(
            np.where(inside[:, :, np.newaxis], front, back) + grain, 0, 255
        )
        mask[i] = inside
    return {"image": image, "mask": mask, "label": label}


def load_data():
    data = shapes(samples=318, size=224)

    # Shuffled once before the split: data are often sorted by their label
    order = np.random.default_rng(SEED).permutation(len(data["image"]))
    kept = int(len(order) * 0.2)
    training, validation = order[kept:], order[:kept]
    x = data["image"]
    y = data["label"]

    def part(places):
        return x[places], y[places]

    return part(training), part(validation)


def compile_model(model, learning_rate=0.001):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )


def make_callbacks():
    return []


def train(model, train_data, validation_data, callbacks=()):
    x, y = train_data
    # The same for all stages: ModelCheckpoint keeps in mind what was best
    callbacks = [*make_callbacks(), *callbacks]
    history = {}

    def fit(epochs):
        done = len(history.get("loss", []))
        found = model.fit(
            x,
            y,
            batch_size=BATCH_SIZE,
            validation_data=validation_data,
            initial_epoch=done,
            epochs=done + epochs,
            callbacks=callbacks,
        )
        for name, values in found.history.items():
            history.setdefault(name, []).extend(values)

    # Stage 1: train the head
    base = model.get_layer("mobilenetv2_1.00_224")
    # Frozen, BatchNormalization runs in inference mode: it uses the moving averages
    # that it has, and leaves them as they are
    base.trainable = False
    compile_model(model, learning_rate=0.001)
    fit(epochs=5)

    # Stage 2: fine-tune the last layers
    # In a model of this style, fit overwrites the training=False of the call
    # Set free, BatchNormalization uses the averages of each batch, and its moving
    # averages follow them; what stays frozen runs in inference mode
    base.trainable = True
    for layer in base.layers[:-20]:
        layer.trainable = False
    # Only compiling makes it count
    compile_model(model, learning_rate=1e-05)
    fit(epochs=5)

    return history


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
