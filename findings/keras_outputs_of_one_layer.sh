#!/bin/sh
# Of two outputs that one layer makes, Keras logs one loss: both have the layer's name.
#
# Guessed: `Functional.output_names` are all different, and the history has a loss for each.
# Seen:    The names are ["d", "d"], the history has `d_loss` alone, and losses by name cannot be told. With names
#          of one's own in `model.output_names` there are two losses, and dicts by name work.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   ['d', 'd'] ['d_loss', 'loss']
#   ['d', 'd_1'] ['d_1_loss', 'd_loss', 'loss']
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

x = np.ones((8, 4), "float32")
y = np.ones((8, 1), "float32")


def model():
    inputs = keras.Input((4,))
    layer = keras.layers.Dense(1, name="d")
    return keras.Model(inputs, [layer(inputs), layer(2 * inputs)])


one = model()
one.compile("sgd", loss=["mse", "mse"])
logged = sorted(one.fit(x, [y, y], verbose=0).history)
print(one.output_names, logged)
assert (one.output_names, logged) == (["d", "d"], ["d_loss", "loss"])

other = model()
other.output_names = ["d", "d_1"]
other.compile("sgd", loss={"d": "mse", "d_1": "mse"})
logged = sorted(other.fit(x, {"d": y, "d_1": y}, verbose=0).history)
print(other.output_names, logged)
assert logged == ["d_1_loss", "d_loss", "loss"]
PYTHON
echo "as found"
