#!/bin/sh
# A recurrent layer in a tf.function has other last bits than called by itself, where Grappler rearranges it.
#
# Guessed: The same, in inference: both run the same kernels on the same numbers.
# Seen:    An LSTM that keeps its gates apart (`recurrent_dropout`) differs in the last bits; with Grappler off
#          (`disable_meta_optimizer`) it does not. Of its passes it is `arithmetic_optimization`, which adds up in
#          another order.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   differs with Grappler: True, without: False
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
import tensorflow as tf


def differs(optimized):
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": not optimized})
    keras.utils.set_random_seed(1)
    layer = keras.layers.LSTM(32, dropout=0.3, recurrent_dropout=0.2)
    sequence = np.random.default_rng(0).normal(size=(4, 20, 12)).astype("float32")
    layer(sequence)
    layer.cell.bias.assign(keras.random.normal(layer.cell.bias.shape, seed=3))
    plain = layer(sequence)
    return not np.array_equal(plain, tf.function(layer, autograph=False)(tf.constant(sequence)))


found = differs(True), differs(False)
print(f"differs with Grappler: {found[0]}, without: {found[1]}")
assert found == (True, False)
PYTHON
echo "as found"
