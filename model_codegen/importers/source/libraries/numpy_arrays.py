"""NumPy: arrays, of which only shape and dtype are known."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras.constants import constant
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Value

_SHAPED = frozenset({"zeros", "ones", "empty", "random", "normal", "uniform", "random_sample"})
_ARRAYS = frozenset({"array", "asarray"})
_SIZED = frozenset({"rand", "randn"})


def is_about_arrays(name: str, args: list[Value]) -> bool:
    """Whether a function of NumPy makes an array, or is given one.

    Args:
        name: Its name, such as "zeros".
        args: Its arguments.
    """
    makes = name == "randint" or name in _SHAPED or name in _SIZED or (name in _ARRAYS and args)
    return bool(makes) or any(isinstance(value, Array) for value in args)


def call(
    reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function that makes an array, or is given one.

    Args:
        reading: The reading.
        name: Its name.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If the shape of the array is not known.
    """
    if name in _ARRAYS and args:
        return _listed(args[0])
    if any(isinstance(value, Array) for value in args):
        return _of_arrays(reading, name, args, kwargs, line)
    if name == "randint":
        return constant(args[2] if len(args) > 2 else kwargs.get("size"), "int32")
    if name in _SIZED:
        return constant(tuple(args), "float32")
    return constant(args[0] if args else kwargs.get("shape", kwargs.get("size")), "float32")


def _of_arrays(
    reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """A function on data, as far as shapes and the number of classes go."""
    data = next(value for value in args if isinstance(value, Array))
    if data.classes and len(args) == 1:
        if name == "unique" and not kwargs:
            return list(range(data.classes))
        if name in ("max", "amax"):
            return data.classes - 1
    found = op_calls.apply(reading, f"keras.ops.{name}", args, kwargs, line)
    return replace(found, reason=data.reason) if isinstance(found, Array) else found


def _listed(value: Value) -> Array:
    """A list of numbers, or of lists of them, as an array."""
    if isinstance(value, Array):
        return value
    sizes: list[int] = []
    while isinstance(value, (list, tuple)) and len(sizes) < 16:
        sizes.append(len(value))
        value = value[0] if value else None
    if type(value) not in (int, float, bool):
        raise NotFollowed("the shape of a constant is not known")
    return Array(TensorSpec(tuple(sizes), "float32"), "data")
