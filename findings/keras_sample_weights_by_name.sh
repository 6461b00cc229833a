#!/bin/sh
# Sample weights by name are found where a model returns a dict, and not where it returns a list.
#
# Guessed: As targets and losses, sample weights may be told by the names of the outputs.
# Seen:    With outputs in a list, targets by name are found; with sample weights beside them, by name or one for
#          all, `fit` ends with "KeyError: 0". Targets and weights in lists work.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   a list of outputs: targets by name True, weights by name KeyError: 0, all in lists True
#   a dict of outputs: weights by name True
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
y = {"a": np.ones((8, 1), "float32"), "b": np.ones((8, 1), "float32")}
weights = {"a": np.ones(8), "b": np.ones(8)}


def fits(structure, y, weights=None):
    inputs = keras.Input((4,))
    outputs = {name: keras.layers.Dense(1, name=name)(inputs) for name in "ab"}
    model = keras.Model(inputs, structure(outputs))
    model.compile("sgd", loss={"a": "mse", "b": "mse"})
    try:
        model.fit(x, y, sample_weight=weights, verbose=0)
    except KeyError as error:
        return f"KeyError: {error}"
    return "True"


def listed(found):
    return list(found.values())


first = fits(listed, y), fits(listed, y, weights), fits(listed, listed(y), listed(weights))
print("a list of outputs: targets by name {}, weights by name {}, all in lists {}".format(*first))
second = fits(dict, y, weights)
print(f"a dict of outputs: weights by name {second}")
assert first == ("True", "KeyError: 0", "True")
assert second == "True"
PYTHON
echo "as found"
