#!/bin/sh
# Under JAX, `fit` does not tell layers of a subclassed model that it trains, unless `call` hands
# `training` on to each of them.
#
# Guessed: Layers that are called without `training` take it from the call of the model around them,
#          as they do under TensorFlow and PyTorch.
# Seen:    fit enters `call` of the model itself and not its `__call__`, so that there is no such
#          context: Dropout drops nothing, while the same model called with training=True drops.
# With:    keras 3.15.1, jax 0.10.2, Python 3.11
# Output:
#   share of zeros: fit, not handed on 0.00; fit, handed on 0.50; call, not handed on 0.50
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'jax==0.10.2'
cd "$folder"
export KERAS_BACKEND=jax JAX_PLATFORMS=cpu
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import numpy as np
import keras
from keras import layers


class NotHandedOn(keras.Model):
    def __init__(self):
        super().__init__()
        self.dropout = layers.Dropout(0.5)

    def call(self, x, training=None):
        return self.dropout(x)


class HandedOn(NotHandedOn):
    def call(self, x, training=None):
        return self.dropout(x, training=training)


def zeros(y_true, y_pred):
    return keras.ops.mean(keras.ops.cast(y_pred == 0, "float32"))


def fitted(model):
    model.compile("sgd", "mse", metrics=[zeros])
    return model.fit(x, x, verbose=0).history["zeros"][0]


x = np.ones((256, 64), "float32")
shares = [fitted(NotHandedOn()), fitted(HandedOn())]
shares.append(float(np.mean(np.array(NotHandedOn()(x, training=True)) == 0)))
without, handed, called = shares
print(
    f"share of zeros: fit, not handed on {without:.2f}; fit, handed on {handed:.2f}; "
    f"call, not handed on {called:.2f}"
)
assert without == 0 and 0.4 < handed < 0.6 and 0.4 < called < 0.6
PYTHON
echo "as found"
