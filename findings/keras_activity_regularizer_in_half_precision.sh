#!/bin/sh
# Under mixed_float16 a layer with an activity regularizer cannot be trained with TensorFlow.
#
# Guessed: Regularization losses are summed in float32, as all losses are.
# Seen:    That of activities comes in float16, and `compute_loss` stacks it with the others: "Cannot convert a list
#          containing a tensor of dtype float16 to float32". Regularizers of weights, which are float32, are fine.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   kernel: trained; activity: TypeError
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

keras.config.set_dtype_policy("mixed_float16")


def trained(kind):
    layer = keras.layers.Dense(2, **{f"{kind}_regularizer": "l2"})
    model = keras.Sequential([keras.Input((2,)), layer, keras.layers.Dense(1, dtype="float32")])
    model.compile("sgd", "mse")
    try:
        model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0)
    except Exception as error:
        return type(error).__name__
    return "trained"


found = trained("kernel"), trained("activity")
print(f"kernel: {found[0]}; activity: {found[1]}")
assert found == ("trained", "TypeError")
PYTHON
echo "as found"
