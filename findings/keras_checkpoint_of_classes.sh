#!/bin/sh
# A checkpoint that is to keep the best by F1Score keeps every epoch, the worst at last.
#
# Guessed: `F1Score()` is one number, or ModelCheckpoint(save_best_only=True) refuses what has several, as EarlyStopping does.
# Seen:    It has a number for each class unless `average` says otherwise. EarlyStopping and ReduceLROnPlateau stop with
#          "The truth value of an array with more than one element is ambiguous"; ModelCheckpoint warns once and overwrites
#          its file in every epoch, so that "best" is the last, whatever it was.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   early stopping: ValueError; checkpoint: kept the last of 3 epochs
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow-cpu==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras
import numpy as np

x = np.eye(3, dtype="float32")


def fitted(*callbacks):
    """Every epoch is worse than the one before: its labels move on."""
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, use_bias=False)])
    model.set_weights([np.eye(3, dtype="float32")])
    model.compile(keras.optimizers.SGD(-1.0), "mse", metrics=[keras.metrics.F1Score()])
    model.fit(x, x, epochs=3, verbose=0, callbacks=list(callbacks))
    return model


try:
    fitted(keras.callbacks.EarlyStopping("f1_score", mode="max"))
    stopping = "trained"
except ValueError as error:
    stopping = type(error).__name__
noise = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: spoil(epoch))
best = keras.callbacks.ModelCheckpoint("best.weights.h5", "f1_score", mode="max", save_best_only=True, save_weights_only=True)


def spoil(epoch):
    """After the first epoch the model says the wrong class each time."""
    best.model.set_weights([np.roll(np.eye(3, dtype="float32"), epoch + 1, axis=1)])


model = fitted(noise, best)
last = model.get_weights()[0].copy()
model.load_weights("best.weights.h5")
kept = "the last" if np.array_equal(model.get_weights()[0], last) else "another"
print(f"early stopping: {stopping}; checkpoint: kept {kept} of 3 epochs")
assert (stopping, kept) == ("ValueError", "the last")
PYTHON
echo "as found"
