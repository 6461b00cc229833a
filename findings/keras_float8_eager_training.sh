#!/bin/sh
# A float8 `Dense` cannot be trained eagerly under TensorFlow.
#
# Guessed: `run_eagerly=True` changes how fast a step is, not whether it can be made.
# Seen:    Compiled it trains; eagerly its gradient fails with "too many values to unpack".
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   as a graph: trained; eagerly: too many values to unpack (expected 2)
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


def trained(eagerly):
    inputs = keras.Input((8,))
    model = keras.Model(inputs, keras.layers.Dense(4, dtype="float8_from_float32")(inputs))
    model.compile("sgd", "mse", run_eagerly=eagerly, jit_compile=False)
    try:
        model.train_on_batch(np.ones((2, 8), "float32"), np.ones((2, 4), "float32"))
    except ValueError as error:
        return str(error)
    return "trained"


graph, eager = trained(False), trained(True)
print(f"as a graph: {graph}; eagerly: {eager}")
assert graph == "trained"
assert "unpack" in eager
PYTHON
echo "as found"
