#!/bin/sh
# A model with MultiHeadAttention that `quantize("int8")` has gone over is saved without a word, and Keras
# cannot load its file.
#
# Guessed: The file says which layers inside the attention are quantized, as it does for a Dense.
# Seen:    The attention's config has the policy that it was made with, and nothing of the layers inside.
#          `load_model` makes plain ones, finds no kernels for them and raises. A DTypePolicyMap for the
#          attention gives the same weights; `save` of that model raises.
# With:    keras 3.15.1, tensorflow 2.21.0, Python 3.11
# Output:
#   1152 parameters, policy of the attention in its config: float32
#   load_model: ValueError: A total of 4 objects could not be loaded.
#   with a DTypePolicyMap: 1152 parameters; save: ValueError: Invalid dtype: object
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'keras==3.15.1' 'tensorflow==2.21.0'
cd "$folder"
export KERAS_BACKEND=tensorflow CUDA_VISIBLE_DEVICES=-1 TF_CPP_MIN_LOG_LEVEL=3
venv/bin/python -W ignore - <<'PYTHON' 2>/dev/null
import keras


def attend(**more):
    given = keras.Input((5, 16))
    layer = keras.layers.MultiHeadAttention(2, 8, name="attention", **more)
    return keras.Model(given, layer(given, given)), layer


def failure(function, *args):
    try:
        function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0].partition(' Example')[0]}"
    return "nothing raised"


model, layer = attend()
model.quantize("int8")
told = layer.get_config()["dtype"]["config"]["name"]
model.save("model.keras")
loaded = failure(keras.models.load_model, "model.keras")
inner = ("query", "key", "value", "attention_output")
int8 = keras.dtype_policies.get("int8_from_float32")
policies = keras.dtype_policies.DTypePolicyMap(
    default_policy="float32", policy_map={f"attention/{name}": int8 for name in inner}
)
mapped, _ = attend(dtype=policies)
saved = failure(mapped.save, "mapped.keras")
print(f"{model.count_params()} parameters, policy of the attention in its config: {told}")
print(f"load_model: {loaded}")
print(f"with a DTypePolicyMap: {mapped.count_params()} parameters; save: {saved}")
assert (model.count_params(), mapped.count_params(), told) == (1152, 1152, "float32")
assert loaded.startswith("ValueError: A total of 4 objects could not be loaded")
assert saved == "ValueError: Invalid dtype: object"
PYTHON
echo "as found"
