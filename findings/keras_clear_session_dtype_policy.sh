#!/bin/sh
# `keras.utils.clear_session()` forgets the global dtype policy.
#
# Guessed: It resets names and graphs; the policy, a setting of `keras.config`, stays.
# Seen:    The policy falls back to floatx without a word: a script that sets mixed_float16 at its top and
#          clears the session before it builds trains in float32.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   mixed_float16 -> float32; a layer made afterwards computes in float32
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras

keras.config.set_dtype_policy("mixed_float16")
before = keras.config.dtype_policy().name
keras.utils.clear_session()
after = keras.config.dtype_policy().name
computes = keras.layers.Dense(2).compute_dtype
print(f"{before} -> {after}; a layer made afterwards computes in {computes}")
assert (before, after, computes) == ("mixed_float16", "float32", "float32")
PYTHON
echo "as found"
