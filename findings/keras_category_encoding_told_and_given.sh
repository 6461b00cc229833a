#!/bin/sh
# Encoding layers return another dtype than their symbolic output has.
#
# Guessed: `layer(KerasTensor).dtype` is the dtype of what `layer(array)` returns: `compute_output_spec` is for that.
# Seen:    With the policy "mixed_float16" a CategoryEncoding tells float16 and returns float32. An IntegerLookup
#          or a StringLookup with `output_mode="multi_hot"` tells float32 and returns int64. A Resizing of uint8 tells
#          float32 and returns uint8.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   CategoryEncoding, mixed_float16: told float16, given float32
#   IntegerLookup, float32: told float32, given int64
#   StringLookup, float32: told float32, given int64
#   Resizing, float32: told float32, given uint8
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
import tensorflow as tf
from keras import layers

numbers, words = np.array([[1, 2]]), tf.constant([["a", "b"]])
lookup = {"output_mode": "multi_hot"}
cases = (
    ("mixed_float16", lambda: layers.CategoryEncoding(4), numbers, ("float16", "float32")),
    ("float32", lambda: layers.IntegerLookup(vocabulary=[1, 2], **lookup), numbers, ("float32", "int64")),
    ("float32", lambda: layers.StringLookup(vocabulary=["a", "b"], **lookup), words, ("float32", "int64")),
    ("float32", lambda: layers.Resizing(2, 2), np.ones((1, 4, 4, 3), "uint8"), ("float32", "uint8")),
)
for policy, make, array, expected in cases:
    keras.config.set_dtype_policy(policy)
    symbolic = keras.Input(array.shape[1:], dtype=np.asarray(array).dtype.name if array is not words else "string")
    layer = make()
    model = keras.Model(symbolic, layer(symbolic))
    told, given = model.output.dtype, model(array).dtype.name
    print(f"{type(layer).__name__}, {policy}: told {told}, given {given}")
    assert (told, given) == expected, (told, given)
PYTHON
echo "as found"
