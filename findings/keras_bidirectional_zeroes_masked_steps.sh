#!/bin/sh
# A Bidirectional returns zeros for masked steps, where the layer that it was given repeats its last output.
#
# Guessed: The first half of what `Bidirectional(rnn)` returns is what `rnn` returns: it runs a copy of it forwards, and
#          another one backwards.
# Seen:    With a mask and `return_sequences=True` the masked steps are zeros in both halves: Bidirectional sets
#          `zero_output_for_mask` of both copies, and tells it in the config of the layer, which nobody gave it. A mean or
#          maximum over time behind it differs by that.
# With:    keras 3.15.1, tensorflow-cpu 2.21.0, Python 3.11
# Output:
#   by itself:        [1.0, 3.0, 3.0, 3.0] False
#   in Bidirectional: [1.0, 3.0, 0.0, 0.0] True
#   by itself, zero_output_for_mask=True: [1.0, 3.0, 0.0, 0.0]
#   the config of Bidirectional has: True
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

x = np.array([[[1.0], [2.0], [0.0], [0.0]]], "float32")


def adder(**more):
    """Adds up what it has seen."""
    ones = {"kernel_initializer": "ones", "recurrent_initializer": "ones"}
    return layers.SimpleRNN(1, activation=None, return_sequences=True, **ones, **more)


def outputs(layer):
    """Of the first unit, step by step; the last two steps are masked."""
    given = keras.Input((4, 1))
    model = keras.Model(given, layer(layers.Masking()(given)))
    return model.predict(x, verbose=0)[0, :, 0].tolist()


alone, both = adder(), layers.Bidirectional(adder())
by_itself, first_half, zeroed = outputs(alone), outputs(both), outputs(adder(zero_output_for_mask=True))
told = both.get_config()["layer"]["config"]["zero_output_for_mask"]
print("by itself:       ", by_itself, alone.zero_output_for_mask)
print("in Bidirectional:", first_half, both.forward_layer.zero_output_for_mask)
print("by itself, zero_output_for_mask=True:", zeroed)
print("the config of Bidirectional has:", told)
assert by_itself == [1.0, 3.0, 3.0, 3.0]
assert first_half == zeroed == [1.0, 3.0, 0.0, 0.0]
assert told is True
PYTHON
echo "as found"
