#!/bin/sh
# Under TensorFlow, `fit` with arrays goes through them in the same order in every epoch, once a seed is set.
#
# Guessed: `shuffle=True` draws a new order for each epoch; a seed only makes the orders repeatable.
# Seen:    With `keras.utils.set_random_seed`, all epochs have one order. Without a seed, and under JAX and PyTorch,
#          each has its own. The order comes from `tf.random.shuffle` inside `Dataset.map`: its generator is
#          seeded, and begins anew with every iterator, of which an epoch opens one.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   the same order in both epochs: with a seed True, without False
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


class Seen(keras.layers.Layer):
    """Writes down what it is given."""

    def __init__(self):
        super().__init__()
        self.rows = self.add_weight(shape=(2, 64), trainable=False)
        self.calls = self.add_weight(shape=(), dtype="int32", trainable=False)

    def call(self, x):
        self.rows.assign(keras.ops.slice_update(self.rows, [self.calls.value, 0], x[None, :, 0]))
        self.calls.assign_add(1)
        return x


def repeats():
    seen = Seen()
    model = keras.Sequential([keras.Input((1,)), seen, keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.arange(64.0, dtype="float32")[:, None]
    model.fit(x, x, batch_size=64, epochs=2, verbose=0)
    first, second = seen.rows.numpy()
    assert sorted(first) == sorted(second) == list(range(64))
    return bool((first == second).all())


without = repeats()
keras.utils.set_random_seed(0)
seeded = repeats()
print(f"the same order in both epochs: with a seed {seeded}, without {without}")
assert (seeded, without) == (True, False)
PYTHON
echo "as found"
