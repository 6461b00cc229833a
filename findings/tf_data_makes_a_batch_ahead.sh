#!/bin/sh
# A tf.data pipeline that ends in a map makes a batch ahead, as if it ended in a prefetch.
#
# Guessed: Without `prefetch` a batch is made when it is asked for. So a map that draws random numbers draws those
#          of the batches that were taken, and the same seed gives the same batches.
# Seen:    tf.data puts a prefetch behind the last step by itself: what an iterator that is then dropped has drawn
#          depends on how long it was there. Keras' `fit` drops one after its first batch, so that the same seed gives
#          other images now and then. `options.experimental_optimization.inject_prefetch = False` forbids it.
# With:    tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   batches made for the one that was taken, by default: more than one
#   with inject_prefetch=False: 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tensorflow-cpu==2.21.0'
cd "$folder"
cat >ask.py <<'PYTHON'
import time

import tensorflow as tf


def made(options):
    count = tf.Variable(0)

    def change(x):
        count.assign_add(1)
        return x

    batches = iter(tf.data.Dataset.range(1000).batch(10).map(change).with_options(options))
    next(batches)
    time.sleep(0.5)
    return int(count.numpy())


options = tf.data.Options()
by_default = made(options)
print(f"batches made for the one that was taken, by default: {'more than one' if by_default > 1 else 1}")
options.experimental_optimization.inject_prefetch = False
forbidden = made(options)
print(f"with inject_prefetch=False: {forbidden}")
assert by_default > 1
assert forbidden == 1
PYTHON
TF_CPP_MIN_LOG_LEVEL=3 venv/bin/python ask.py
echo "as found"
