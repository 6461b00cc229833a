"""Small training scripts, with the names that those of `emit` have."""

from __future__ import annotations

STAGES = """\
import keras
import numpy as np
import tensorflow as tf
from keras import layers

SEED = 3
BATCH_SIZE = 8


def build_model():
    inputs = keras.Input(shape=(4,), name="flower")
    x = layers.Dense(8, activation="relu", name="body")(inputs)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.Dropout(0.3, name="drop")(x)
    outputs = layers.Dense(3, activation="softmax", name="kind")(x)
    return keras.Model(inputs, outputs)


def load_data():
    rng = np.random.default_rng(SEED)
    y = rng.integers(0, 3, size=48)
    x = (rng.normal(size=(48, 4)) + y[:, None]).astype("float32")
    noise = layers.GaussianNoise(0.1, seed=SEED)
    train = tf.data.Dataset.from_tensor_slices((x[:32], y[:32])).cache()
    train = train.shuffle(32, seed=SEED).batch(BATCH_SIZE)
    train = train.map(lambda x, y: (noise(x, training=True), y)).prefetch(1)
    return train, tf.data.Dataset.from_tensor_slices((x[32:], y[32:])).batch(BATCH_SIZE)


def compile_model(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )


def make_callbacks():
    return [
        keras.callbacks.ReduceLROnPlateau(monitor="accuracy", patience=1, min_delta=0.5),
        keras.callbacks.EarlyStopping(monitor="loss", patience=5, restore_best_weights=True),
    ]


def train(model, train_data, validation_data, callbacks=()):
    callbacks = [*make_callbacks(), *callbacks]
    history = {}

    def fit(epochs):
        done = len(history.get("loss", []))
        found = model.fit(
            train_data,
            validation_data=validation_data,
            initial_epoch=done,
            epochs=done + epochs,
            callbacks=callbacks,
        )
        for name, values in found.history.items():
            history.setdefault(name, []).extend(values)

    model.get_layer("body").trainable = False
    compile_model(model)
    fit(epochs=2)

    model.get_layer("body").trainable = True
    compile_model(model, learning_rate=0.001)
    fit(epochs=2)
    return history
"""
"""Two stages on a dataset that shuffles and draws by lot, with callbacks that remember."""

PLAIN = """\
import keras
import numpy as np
from keras import layers

SEED = 0
BATCH_SIZE = 8
EPOCHS = 2


def build_model():
    inputs = keras.Input(shape=(4,), name="flower")
    x = layers.Dense(8, activation="relu", name="body")(inputs)
    return keras.Model(inputs, layers.Dense(1, name="size")(x))


def load_data():
    x = np.random.default_rng(SEED).normal(size=(40, 4)).astype("float32")
    y = x.sum(axis=1)
    return (x[:24], y[:24]), (x[24:], y[24:])


def compile_model(model):
    model.compile(optimizer=keras.optimizers.SGD(LEARNING_RATE), loss="mean_squared_error")


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


LEARNING_RATE = 0.01
"""
"""One `fit` of a regression, from arrays."""
