#!/bin/sh
# `EarlyStopping(monitor="val_a_accuracy")` stops a model of two outputs with an error.
#
# Guessed: As with one output, mode="auto" knows that more accuracy is better, and less of a loss.
# Seen:    After the first epoch: "Keras isn't able to automatically determine whether that metric should be
#          maximized or minimized". The name is compared with those of the metrics without their outputs, and
#          no loss but `loss` is known. ReduceLROnPlateau and ModelCheckpoint(save_best_only=True) do the same.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   loss: fine; a_loss: ValueError; a_mae: ValueError; a_mae with mode="min": fine
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras
import numpy as np

x = keras.Input((2,))
model = keras.Model(x, [keras.layers.Dense(1, name="a")(x), keras.layers.Dense(1, name="b")(x)])
model.compile(loss="mse", metrics=[["mae"], ["mae"]])
values = np.zeros((4, 2), "float32"), [np.zeros((4, 1), "float32")] * 2


def outcome(monitor, **options):
    try:
        model.fit(*values, verbose=0, callbacks=[keras.callbacks.EarlyStopping(monitor, **options)])
    except ValueError:
        return "ValueError"
    return "fine"


told = [outcome("loss"), outcome("a_loss"), outcome("a_mae"), outcome("a_mae", mode="min")]
print("loss: %s; a_loss: %s; a_mae: %s; a_mae with mode=\"min\": %s" % tuple(told))
assert told == ["fine", "ValueError", "ValueError", "fine"]
PYTHON
echo "as found"
