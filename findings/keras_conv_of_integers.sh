#!/bin/sh
# A convolution of an Input of integers is built and summarised, and fails when the model is first called.
#
# Guessed: Either the layer casts what it is given to its compute dtype, as a Dense of integers works; or the model is
#          refused when it is made, since what the layer returns is worked out then.
# Seen:    The model is made, and its symbolic output is float32: layers cast floats alone, and the shape is worked out by
#          rule. The first call raises. So pictures of uint8 (`Input(…, dtype="uint8")`) need a Rescaling first; average
#          pooling, Softmax and PReLU of integers are made and refused alike, while Dense, BatchNormalization and LSTM run.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   Conv2D: made float32, called ValueError
#   AveragePooling2D: made float32, called InvalidArgumentError
#   Softmax: made float32, called InvalidArgumentError
#   PReLU: made float32, called ValueError
#   Dense: made float32, called float32
#   BatchNormalization: made float32, called float32
#   Rescaling: made float32, called float32
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
from keras import layers

pictures = np.ones((2, 8, 8, 3), "uint8")
for layer, runs in (
    (layers.Conv2D(2, 3), False),
    (layers.AveragePooling2D(2), False),
    (layers.Softmax(), False),
    (layers.PReLU(), False),
    (layers.Dense(2), True),
    (layers.BatchNormalization(), True),
    (layers.Rescaling(1 / 255), True),
):
    given = keras.Input((8, 8, 3), dtype="uint8")
    made = layer(given)
    model = keras.Model(given, made)
    try:
        called = model(pictures).dtype.name
    except Exception as error:
        called = type(error).__name__
    print(f"{type(layer).__name__}: made {made.dtype}, called {called}")
    assert made.dtype == "float32"
    assert (called == "float32") is runs
PYTHON
echo "as found"
