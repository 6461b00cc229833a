import keras
import numpy as np
import tensorflow as tf
from keras import layers

SEED = 0
BATCH_SIZE = 32
EPOCHS = 10


def build_model():
    inputs = keras.Input(shape=(32, 32, 3))
    x = layers.Conv2D(32, 3, padding="same", activation="relu")(inputs)
    x = layers.BatchNormalization()(x)
    x = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Dropout(0.25)(x)
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    x = layers.BatchNormalization()(x)
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="cifar_cnn")


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
    data = shapes()

    # Shuffled once before the split: data are often sorted by their label
    order = np.random.default_rng(SEED).permutation(len(data["image"]))
    kept = int(len(order) * 0.2)
    training, validation = order[kept:], order[:kept]
    x = data["image"].astype("float32") / 255
    y = data["label"]

    def part(places):
        return x[places], y[places]

    augmentation = layers.Pipeline(
        [
            layers.RandomFlip("horizontal"),
            layers.RandomTranslation(0.1, 0.1),
        ]
    )

    def augment(x, y):
        return augmentation(x, training=True), y

    train_data = tf.data.Dataset.from_tensor_slices(part(training))
    # In memory from the first epoch on; what is drawn by lot comes after it
    train_data = train_data.cache()
    # In another order in each epoch, before batches are made of it
    train_data = train_data.shuffle(len(training), seed=SEED)
    train_data = train_data.batch(BATCH_SIZE)
    # The next batch is made while the model learns from this one
    train_data = train_data.prefetch(tf.data.AUTOTUNE)
    # Whole batches, each when the model takes it and never ahead: so each run draws
    # the same lots
    train_data = train_data.map(augment)
    options = tf.data.Options()
    options.experimental_optimization.inject_prefetch = False
    train_data = train_data.with_options(options)

    validation_data = tf.data.Dataset.from_tensor_slices(part(validation))
    validation_data = validation_data.batch(BATCH_SIZE).cache()
    validation_data = validation_data.prefetch(tf.data.AUTOTUNE)
    return train_data, validation_data


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.AdamW(
            learning_rate=keras.optimizers.schedules.CosineDecay(
                initial_learning_rate=0.001, decay_steps=750
            )
        ),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )


def make_callbacks():
    return [
        keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
        keras.callbacks.ModelCheckpoint(filepath="best.keras", save_best_only=True),
    ]


def train(model, train_data, validation_data, callbacks=()):
    compile_model(model)
    history = model.fit(
        train_data,
        shuffle=False,
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
    results = model.evaluate(validation_data, return_dict=True)
    for name, value in results.items():
        print(f"{name}: {value:.4f}")

    plot_history(history)


if __name__ == "__main__":
    main()
