#!/bin/sh
# In `fit`, layers of a subclassed model whose `call` takes no `training` run in inference mode.
#
# Guessed: `fit` runs the model in training mode, and layers inside learn it from the context of the
#          call, whether or not `call` names the argument.
# Seen:    Without the argument, Dropout drops nothing and BatchNormalization keeps its first
#          statistics all through fit; nothing warns. Naming `training` in the signature is enough,
#          even where it is handed to no layer.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   call(self, x): statistics moved False, share of zeros in fit 0.00
#   call(self, x, training=None): statistics moved True, share of zeros in fit 0.51
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import numpy as np
import keras
from keras import layers


class Parts(keras.Model):
    def __init__(self):
        super().__init__()
        self.bn = layers.BatchNormalization()
        self.dropout = layers.Dropout(0.5)

    def run(self, x):
        return self.dropout(self.bn(x))


class Without(Parts):
    def call(self, x):
        return self.run(x)


class With(Parts):
    def call(self, x, training=None):
        return self.run(x)


def zeros(y_true, y_pred):
    return keras.ops.mean(keras.ops.cast(y_pred == 0, "float32"))


x = np.random.default_rng(0).normal(3, 2, (64, 8)).astype("float32")
found = []
for kind, signature in ((Without, "self, x"), (With, "self, x, training=None")):
    model = kind()
    model.compile("sgd", "mse", metrics=[zeros])
    history = model.fit(x, np.zeros_like(x), verbose=0).history
    moved = bool(np.any(np.array(model.bn.moving_mean) != 0))
    share = history["zeros"][0]
    print(f"call({signature}): statistics moved {moved}, share of zeros in fit {share:.2f}")
    found.append((moved, share > 0.3))
assert found == [(False, False), (True, True)]
PYTHON
echo "as found"
