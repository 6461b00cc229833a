"""Functions of TensorFlow and of `keras.backend`, as those of `keras.ops` that do the same."""

from __future__ import annotations

from typing import Any

from model_codegen import catalogue
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import layer_calls, op_calls
from model_codegen.importers.source.keras.constants import random_array
from model_codegen.importers.source.keras_paths import activation
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array

_REDUCE = ("input_tensor:x", "axis", "keepdims")
_ONE = ("x",)
_TWO = ("x:x1", "y:x2")

FUNCTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "abs": ("absolute", _ONE),
    "add": ("add", _TWO),
    "argmax": ("argmax", ("input:x", "axis")),
    "argmin": ("argmin", ("input:x", "axis")),
    "broadcast_to": ("broadcast_to", ("input:x", "shape")),
    "cast": ("cast", ("x", "dtype")),
    "clip_by_value": ("clip", ("t:x", "clip_value_min:x_min", "clip_value_max:x_max")),
    "concat": ("concatenate", ("values:xs", "axis")),
    "cos": ("cos", _ONE),
    "cumsum": ("cumsum", ("x", "axis")),
    "divide": ("divide", _TWO),
    "einsum": ("einsum", ()),
    "equal": ("equal", _TWO),
    "exp": ("exp", _ONE),
    "expand_dims": ("expand_dims", ("input:x", "axis")),
    "gather": ("take", ("params:x", "indices", "validate_indices", "axis")),
    "greater": ("greater", _TWO),
    "greater_equal": ("greater_equal", _TWO),
    "less": ("less", _TWO),
    "less_equal": ("less_equal", _TWO),
    "log": ("log", _ONE),
    "logical_and": ("logical_and", _TWO),
    "logical_not": ("logical_not", _ONE),
    "logical_or": ("logical_or", _TWO),
    "matmul": ("matmul", ("a:x1", "b:x2")),
    "maximum": ("maximum", _TWO),
    "minimum": ("minimum", _TWO),
    "multiply": ("multiply", _TWO),
    "negative": ("negative", _ONE),
    "norm": ("norm", ("tensor:x", "ord", "axis", "keepdims")),
    "not_equal": ("not_equal", _TWO),
    "one_hot": ("one_hot", ("indices:x", "depth:num_classes")),
    "ones_like": ("ones_like", ("input:x",)),
    "pad": ("pad", ("tensor:x", "paddings:pad_width")),
    "pow": ("power", _TWO),
    "reduce_all": ("all", _REDUCE),
    "reduce_any": ("any", _REDUCE),
    "reduce_logsumexp": ("logsumexp", _REDUCE),
    "reduce_max": ("max", _REDUCE),
    "reduce_mean": ("mean", _REDUCE),
    "reduce_min": ("min", _REDUCE),
    "reduce_prod": ("prod", _REDUCE),
    "reduce_std": ("std", _REDUCE),
    "reduce_sum": ("sum", _REDUCE),
    "reduce_variance": ("var", _REDUCE),
    "repeat": ("repeat", ("input:x", "repeats", "axis")),
    "reshape": ("reshape", ("tensor:x", "shape:newshape")),
    "roll": ("roll", ("input:x", "shift", "axis")),
    "rsqrt": ("rsqrt", _ONE),
    "sigmoid": ("sigmoid", _ONE),
    "sin": ("sin", _ONE),
    "softmax": ("softmax", ("logits:x", "axis")),
    "softplus": ("softplus", ("features:x",)),
    "split": ("split", ("value:x", "num_or_size_splits:indices_or_sections", "axis")),
    "sqrt": ("sqrt", _ONE),
    "square": ("square", _ONE),
    "squeeze": ("squeeze", ("input:x", "axis")),
    "stack": ("stack", ("values:x", "axis")),
    "stop_gradient": ("stop_gradient", ("input:variable",)),
    "subtract": ("subtract", _TWO),
    "tanh": ("tanh", _ONE),
    "tile": ("tile", ("input:x", "multiples:repeats")),
    "transpose": ("transpose", ("a:x", "perm:axes")),
    "unstack": ("unstack", ("value:x", "num", "axis")),
    "where": ("where", ("condition", "x:x1", "y:x2")),
    "zeros_like": ("zeros_like", ("input:x",)),
}
"""By name in TensorFlow: the function of Keras, and its parameters where they are called
otherwise, `theirs:ours`."""

_MODULES = ("tensorflow", "tensorflow.math", "tensorflow.linalg", "tensorflow.nn")

_BACKEND = {
    "argmax": "argmax",
    "batch_dot": "",
    "batch_flatten": "",
    "cast": "cast",
    "cast_to_floatx": "",
    "clip": "clip",
    "concatenate": "concatenate",
    "dot": "dot",
    "expand_dims": "expand_dims",
    "gather": "take",
    "permute_dimensions": "transpose",
    "pow": "power",
    "repeat_elements": "repeat",
    "sum": "sum",
}
"""Functions of `keras.backend` by another name, or none."""

_SILENT = ("tensorflow.random.set_seed", "tensorflow.compat", "tensorflow.function")


def call(reading: Reading, path: str, args: list[Any], kwargs: dict[str, Any], line: int) -> Any:
    """Call a function of TensorFlow.

    Args:
        reading: The reading.
        path: Its path.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If Keras has none that does exactly the same.
    """
    module, _, name = path.rpartition(".")
    has_tensor = op_calls.has_tensor(args, kwargs)
    given = has_tensor or any(isinstance(value, Array) for value in (*args, *kwargs.values()))
    if name in ("constant", "convert_to_tensor", "identity", "Variable") and args:
        return args[0]
    numbers = args and all(type(value) in (int, float, list, tuple) for value in args[:1])
    if module in _MODULES and (given or (numbers and name in FUNCTIONS)):
        if name in FUNCTIONS:
            return _twin(reading, name, args, kwargs, line)
        own = activation(path)
        if own is not None:
            return op_calls.apply(reading, f"keras.ops.{own}", args[:1], {}, line)
    if has_tensor:
        reason = f"Keras has no function that does exactly what `{path}` does"
        return layer_calls.placeholder(reading, path, {}, [*args, *kwargs.values()], reason, line)
    if path in _SILENT:
        return None
    return reading.report.skip(path, line)


def _twin(reading: Reading, name: str, args: list[Any], kwargs: dict[str, Any], line: int) -> Any:
    own, parameters = FUNCTIONS[name]
    path = f"keras.ops.{own}"
    rest = {key: value for key, value in kwargs.items() if key != "name"}
    if not parameters:
        return op_calls.apply(reading, path, args, rest, line)
    theirs = [parameter.partition(":")[0] for parameter in parameters]
    ours = {p.partition(":")[0]: p.partition(":")[2] or p for p in parameters}
    named = dict(zip(theirs, args, strict=False)) | rest
    if name == "matmul" and (named.pop("transpose_b", False) is True):
        named["b"] = _swapped(reading, named.get("b"), line)
    if name == "matmul" and (named.pop("transpose_a", False) is True):
        named["a"] = _swapped(reading, named.get("a"), line)
    if name == "split" and type(named.get("num_or_size_splits")) in (list, tuple):
        named["num_or_size_splits"] = _places(named["num_or_size_splits"])
    if name == "gather":
        named.pop("validate_indices", None)
    unknown = named.keys() - ours.keys()
    if unknown:
        raise NotFollowed(f"`{name}` of Keras has no argument `{min(unknown)}`")
    return op_calls.apply(reading, path, [], {ours[k]: v for k, v in named.items()}, line)


def _swapped(reading: Reading, value: Any, line: int) -> Any:
    arguments = {"axis1": -2, "axis2": -1}
    return op_calls.apply(reading, "keras.ops.swapaxes", [value], arguments, line)


def _places(sizes: Any) -> list[int]:
    """Where the parts end that have some sizes."""
    places, total = [], 0
    for size in list(sizes)[:-1]:
        if type(size) is not int or size < 0:
            raise NotFollowed("the sizes of the parts are not known")
        total += size
        places.append(total)
    return places


def call_backend(
    reading: Reading, path: str, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """Call a function of `keras.backend`.

    Raises:
        NotFollowed: If `keras.ops` has none that does exactly the same.
    """
    name = path.rpartition(".")[2]
    if name.startswith("random_"):
        return random_array(args, kwargs)
    own = _BACKEND.get(name, name)
    if not own or catalogue.find(f"keras.ops.{own}") is None:
        if op_calls.has_tensor(args, kwargs):
            reason = f"`keras.ops` has no function that does exactly what `{path}` does"
            return layer_calls.placeholder(reading, path, {}, [*args], reason, line)
        return reading.report.skip(path, line)
    return op_calls.apply(reading, f"keras.ops.{own}", args, kwargs, line)
