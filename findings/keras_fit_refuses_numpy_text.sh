#!/bin/sh
# Keras' fit refuses text in NumPy's own arrays, and takes it as objects.
#
# Guessed: A model whose Input has the dtype string learns from np.array(["a", "b"]), as tf.data and a call of the model do.
# Seen:    `ValueError: Invalid dtype: str32`. The same array as objects is learnt from.
# With:    keras 3.15.1, tensorflow 2.21.0, numpy 2.4.6, Python 3.11, Linux
# Output:
#   called with <U1: ok
#   fit with <U1: ValueError Invalid dtype: str32
#   fit with object: ok
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0' 'numpy==2.4.6'
cd "$folder"
cat >ask.py <<'PYTHON'
import keras
import numpy as np
import tensorflow as tf
from keras import layers

text = keras.Input((), dtype="string")
x = layers.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")(text)
model = keras.Model(text, layers.Dense(1, activation="sigmoid")(x))
model.compile("adam", "binary_crossentropy")
words, labels = np.array(["a", "b"] * 8), np.array([0, 1] * 8)
model(tf.constant(words))
print(f"called with {words.dtype}: ok")
said = {}
for values in (words, words.astype(object)):
    try:
        model.fit(values, labels, verbose=0)
        said[str(values.dtype)] = "ok"
    except ValueError as error:
        said[str(values.dtype)] = f"ValueError {error}"
    print(f"fit with {values.dtype}: {said[str(values.dtype)]}")
assert said == {"<U1": "ValueError Invalid dtype: str32", "object": "ok"}
PYTHON
TF_CPP_MIN_LOG_LEVEL=3 venv/bin/python ask.py
echo "as found"
