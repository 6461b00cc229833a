#!/bin/sh
# keras.ops.adaptive_average_pool tells another shape for a symbolic tensor than it returns.
#
# Guessed: Both are (2, 2, 2, 3) for images (2, 8, 8, 3) pooled to 2 x 2, channels last.
# Seen:    `compute_output_spec` cuts as many dimensions off the end as there are sizes, channels among them,
#          and appends the channels once more: (2, 8, 2, 2, 3). adaptive_max_pool does the same; the layers
#          AdaptiveAveragePooling2D and AdaptiveMaxPooling2D are right.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   told (2, 8, 2, 2, 3), returned (2, 2, 2, 3)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras
from keras import ops

told = tuple(ops.adaptive_average_pool(keras.KerasTensor((2, 8, 8, 3)), (2, 2)).shape)
returned = tuple(ops.adaptive_average_pool(ops.ones((2, 8, 8, 3)), (2, 2)).shape)
print(f"told {told}, returned {returned}")
assert (told, returned) == ((2, 8, 2, 2, 3), (2, 2, 2, 3))
PYTHON
echo "as found"
