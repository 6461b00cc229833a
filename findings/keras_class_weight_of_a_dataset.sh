#!/bin/sh
# `class_weight` that leaves out the last classes works with arrays, and stops `fit` with a `tf.data.Dataset`.
#
# Guessed: A class that `class_weight` does not name counts 1, as the documentation of `fit` has it nowhere otherwise.
# Seen:    With arrays, yes. With a dataset Keras makes a table up to the largest class that is named
#          (`make_class_weight_map_fn`), and looks up the others beyond its end.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   arrays: trained; dataset: InvalidArgumentError
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

x, y = np.ones((8, 2), "float32"), np.arange(8) % 3
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
model.compile("sgd", "sparse_categorical_crossentropy")


def trained(*data):
    try:
        model.fit(*data, class_weight={0: 2.0}, verbose=0)
    except Exception as error:
        return type(error).__name__
    return "trained"


found = trained(x, y), trained(tf.data.Dataset.from_tensor_slices((x, y)).batch(4))
print(f"arrays: {found[0]}; dataset: {found[1]}")
assert found == ("trained", "InvalidArgumentError")
PYTHON
echo "as found"
