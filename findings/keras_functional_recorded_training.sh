#!/bin/sh
# A `training=` recorded in a Functional model is overwritten by fit and by predict.
#
# Guessed: `bn(x, training=False)` runs in inference mode for good, `dropout(x, training=True)` drops always.
# Seen:    fit moves the statistics of the BatchNormalization, predict drops nothing; the same calls in
#          a subclass's `call` hold. Only a call of the model without `training` follows the record.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   functional: statistics moved True, subclass: moved False
#   zeros by predict 0.00, by a call without training 0.47
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

x = np.random.default_rng(0).normal(3, 2, (64, 4)).astype("float32")
y = np.zeros((64, 4), "float32")

inputs = keras.Input((4,))
bn = layers.BatchNormalization()
functional = keras.Model(inputs, bn(inputs, training=False))


class Subclass(keras.Model):
    def __init__(self):
        super().__init__()
        self.bn = layers.BatchNormalization()

    def call(self, x):
        return self.bn(x, training=False)


subclass = Subclass()
for model in (functional, subclass):
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=0)
moved = [bool(np.any(np.array(layer.moving_mean) != 0)) for layer in (bn, subclass.bn)]
print(f"functional: statistics moved {moved[0]}, subclass: moved {moved[1]}")
assert moved == [True, False]

inputs = keras.Input((4,))
dropping = keras.Model(inputs, layers.Dropout(0.5)(inputs, training=True))
predicted = float((dropping.predict(x, verbose=0) == 0).mean())
called = float((np.array(dropping(x)) == 0).mean())
print(f"zeros by predict {predicted:.2f}, by a call without training {called:.2f}")
assert predicted == 0 and 0.3 < called < 0.7
PYTHON
echo "as found"
