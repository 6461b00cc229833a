#!/bin/sh
# Under TensorFlow, `fit` averages the losses of single heads over batches, not over samples.
#
# Guessed: `loss`, `a_loss` and `b_loss` in the history are averages over samples, so that with equal loss weights
#          `loss` is the sum of the others.
# Seen:    Only if all batches are full. If the last one is smaller, it counts as much as any in `a_loss` and `b_loss`,
#          and less in `loss`: they are weighed by the static size of the batch, which is unknown then.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   loss and the sum of the heads' losses: full batches 1.00 and 1.00, a smaller last one 3.50 and 6.00
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


def losses(samples):
    x = keras.Input((1,))
    outputs = [keras.layers.Identity(name=name)(x) for name in "ab"]
    model = keras.Model(x, outputs)
    model.compile("sgd", {"a": "mse", "b": "mse"})
    y = np.zeros((samples, 1), "float32")
    y[:3] = 0.5**0.5
    y[3:] = 5.5**0.5 if samples == 4 else 0.5**0.5
    found = model.evaluate(np.zeros_like(y), {"a": y, "b": y}, batch_size=3, verbose=0, return_dict=True)
    return round(found["loss"], 2), round(found["a_loss"] + found["b_loss"], 2)


full, smaller = losses(6), losses(4)
print(
    "loss and the sum of the heads' losses: full batches "
    f"{full[0]:.2f} and {full[1]:.2f}, a smaller last one {smaller[0]:.2f} and {smaller[1]:.2f}"
)
assert (full, smaller) == ((1.0, 1.0), (3.5, 6.0))
PYTHON
echo "as found"
