#!/bin/sh
# Under PyTorch a `Dropout` without a seed does not draw from its own seed generator.
#
# Guessed: Every layer that is random draws from its `seed_generator`, whose state is a variable: with the
#          state set back, the same numbers come again, as under TensorFlow and JAX.
# Seen:    Only with `seed=` given. Without, the numbers are of PyTorch's global generator.
# With:    keras 3.15.1, torch 2.15.0, Python 3.11
# Output:
#   the same numbers again: without a seed False, with one True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'torch==2.15.0'
cd "$folder"
export KERAS_BACKEND=torch CUDA_VISIBLE_DEVICES=-1
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras
import numpy as np


def again(seed):
    layer = keras.layers.Dropout(0.5, seed=seed)
    start = layer.seed_generator.state.numpy()
    x = np.ones((1, 1000), "float32")
    found = []
    for _ in range(2):
        layer.seed_generator.state.assign(start)
        found.append(keras.ops.convert_to_numpy(layer(x, training=True)))
    return np.array_equal(*found)


print(f"the same numbers again: without a seed {again(None)}, with one {again(7)}")
assert (again(None), again(7)) == (False, True)
PYTHON
echo "as found"
