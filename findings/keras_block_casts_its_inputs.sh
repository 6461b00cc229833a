#!/bin/sh
# A Functional model that is called as a layer casts what it is given to the dtype of its Input.
#
# Guessed: An Input of int32 refuses float32, as it refuses another shape; text is refused by an Input of numbers.
# Seen:    Both are taken when the model is made. 2.7 becomes 2 without a word; text fails only when the model runs.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   float32 into int32: made, and 2.7 is looked up as 2
#   string into float32: made
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

ids = keras.Input((1,), dtype="int32")
block = keras.Model(ids, keras.layers.Embedding(10, 3)(ids))
floats = keras.Input((1,))
model = keras.Model(floats, block(floats))
same = np.array_equal(model.predict(np.array([[2.7]]), verbose=0), block.predict(np.array([[2]]), verbose=0))
assert same
print("float32 into int32: made, and 2.7 is looked up as 2")
text = keras.Input((1,), dtype="string")
dense = keras.Model(floats, keras.layers.Dense(2)(floats))
assert dense(text).shape == (None, 2)
print("string into float32: made")
PYTHON
echo "as found"
