#!/bin/sh
# A Sequential that holds one layer twice comes back from its file with one call of it.
#
# Guessed: Either `Sequential([dense, dense])` is refused, or its `.keras` file keeps both calls.
# Seen:    It is built, counts the weights once and computes with two calls; the file reloads without a
#          warning as a model of one call, with other outputs.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   20 parameters, 2 layers; reloaded: 20 parameters, 1 layer, outputs equal False, warnings 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import warnings

import numpy as np
import keras

dense = keras.layers.Dense(4)
model = keras.Sequential([keras.Input((4,)), dense, dense])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    model.save("model.keras")
    again = keras.models.load_model("model.keras")
told = [w for w in caught if issubclass(w.category, UserWarning)]
x = np.ones((2, 4), "float32")
equal = bool(np.allclose(model(x), again(x)))
print(
    f"{model.count_params()} parameters, {len(model.layers)} layers; reloaded: "
    f"{again.count_params()} parameters, {len(again.layers)} layer, outputs equal {equal}, warnings {len(told)}"
)
assert not told
assert (model.count_params(), len(model.layers)) == (20, 2)
assert (again.count_params(), len(again.layers), equal) == (20, 1, False)
PYTHON
echo "as found"
