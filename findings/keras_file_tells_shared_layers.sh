#!/bin/sh
# A `.keras` file tells which layers are one object, and `load_model` does not read all of it.
#
# Guessed: a file holds two layers that are equal, and nothing that tells them from one layer.
# Seen:    `save` marks what it serializes again with `shared_object_id`: the second of a layer inside a nested model
#          and outside it (the first stands in a copy of the model's config that is already made), both of two cells in
#          one config. `load_model` heeds the marks on the cells and not the one on the layer.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   layer: marks 1 of 2, load_model ValueError; cells: marks 2 of 2, 312 reloaded as 312
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import json
import zipfile

import keras
from keras import layers


def marks(class_name):
    """Of the objects of a class in the file: how many bear a mark, and how many there are."""
    pending, found = [json.loads(zipfile.ZipFile("model.keras").read("config.json"))], []
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if value.get("class_name") == class_name:
                found.append("shared_object_id" in value)
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return sum(found), len(found)


shared = layers.Dense(4)
a = keras.Input((4,))
block = keras.Model(a, shared(a))
b = keras.Input((4,))
keras.Model(b, layers.Add()([block(b), shared(b)])).save("model.keras")
layer = marks("Dense")
try:
    keras.models.load_model("model.keras")
    loaded = "loaded"
except ValueError as error:
    loaded = type(error).__name__

cell = layers.LSTMCell(6)
c = keras.Input((5, 6))
model = keras.Model(c, layers.RNN([cell, cell])(c))
model.save("model.keras")
cells = marks("LSTMCell")
again = keras.models.load_model("model.keras").count_params()
print(
    f"layer: marks {layer[0]} of {layer[1]}, load_model {loaded}; "
    f"cells: marks {cells[0]} of {cells[1]}, {model.count_params()} reloaded as {again}"
)
assert (layer, loaded, cells) == ((1, 2), "ValueError", (2, 2))
assert model.count_params() == again == 312
PYTHON
echo "as found"
