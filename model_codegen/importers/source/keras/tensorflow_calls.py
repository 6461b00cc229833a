"""Functions of TensorFlow and of `keras.backend`, as those of `keras.ops` that do the same."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen import catalogue
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras.constants import random_array
from model_codegen.importers.source.keras.op_spellings import BACKEND, TENSORFLOW
from model_codegen.importers.source.keras.placeholders import placeholder
from model_codegen.importers.source.keras_paths import activation
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Value

_MODULES = ("tensorflow", "tensorflow.math", "tensorflow.linalg", "tensorflow.nn")
_SILENT = ("tensorflow.random.set_seed", "tensorflow.compat", "tensorflow.function")


def call(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
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
    if module in _MODULES and (given or (numbers and name in TENSORFLOW)):
        if name in TENSORFLOW:
            return _twin(reading, name, args, kwargs, line)
        own = activation(path)
        if own is not None:
            return op_calls.apply(reading, f"keras.ops.{own}", args[:1], {}, line)
    if has_tensor:
        reason = f"Keras has no function that does exactly what `{path}` does"
        return placeholder(reading, path, {}, [*args, *kwargs.values()], reason, line)
    if path in _SILENT:
        return None
    return reading.report.skip(path, line)


def _twin(
    reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    own, parameters = TENSORFLOW[name]
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
    sizes = named.get("num_or_size_splits")
    if name == "split" and is_listed(sizes):
        named["num_or_size_splits"] = _places(sizes)
    if name == "gather":
        named.pop("validate_indices", None)
    unknown = named.keys() - ours.keys()
    if unknown:
        raise NotFollowed(f"`{name}` of Keras has no argument `{min(unknown)}`")
    return op_calls.apply(reading, path, [], {ours[k]: v for k, v in named.items()}, line)


def _swapped(reading: Reading, value: Value, line: int) -> Value:
    return op_calls.apply(reading, "keras.ops.swapaxes", [value, -2, -1], {}, line)


def _places(sizes: Sequence[Value]) -> list[int]:
    """Where each part but the last ends, by the sizes of the parts."""
    places, total = [], 0
    for size in sizes[:-1]:
        if type(size) is not int or size < 0:
            raise NotFollowed("the sizes of the parts are not known")
        total += size
        places.append(total)
    return places


def call_backend(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function of `keras.backend`.

    Raises:
        NotFollowed: If `keras.ops` has none that does exactly the same.
    """
    name = path.rpartition(".")[2]
    if name.startswith("random_"):
        return random_array(args, kwargs)
    own = BACKEND.get(name, name)
    if not own or catalogue.find(f"keras.ops.{own}") is None:
        if op_calls.has_tensor(args, kwargs):
            reason = f"`keras.ops` has no function that does exactly what `{path}` does"
            return placeholder(reading, path, {}, [*args], reason, line)
        return reading.report.skip(path, line)
    return op_calls.apply(reading, f"keras.ops.{own}", args, kwargs, line)
