#!/bin/sh
# A layer that is used inside a nested model and outside it is two layers after clone_model, and its file cannot be loaded.
#
# Guessed: `clone_model` and `load_model` keep the layer shared, as they do within one model.
# Seen:    clone_model doubles it without a word. `save` writes a file that `load_model` refuses, since the
#          second copy finds no weights.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   model 20, clone 40; load_model: ValueError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras
from keras import layers

shared = layers.Dense(4)
a = keras.Input((4,))
block = keras.Model(a, shared(a))
b = keras.Input((4,))
model = keras.Model(b, layers.Add()([block(b), shared(b)]))
clone = keras.models.clone_model(model)
model.save("model.keras")
try:
    keras.models.load_model("model.keras")
    loaded = "loaded"
except ValueError as error:
    loaded = type(error).__name__
print(f"model {model.count_params()}, clone {clone.count_params()}; load_model: {loaded}")
assert (model.count_params(), clone.count_params(), loaded) == (20, 40, "ValueError")
PYTHON
echo "as found"
