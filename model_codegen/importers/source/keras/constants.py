"""Constant tensors, of which only shape and dtype are known."""

from __future__ import annotations

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import dtype_of
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.python.arithmetic import known
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import tree_leaves
from model_codegen.importers.source.values import Array, Value


def constant(shape: Value, dtype: str, reason: str = "a constant") -> Array:
    """A constant tensor of some shape.

    Args:
        shape: Its sizes, or the only one.
        dtype: Its dtype.
        reason: What it is, for messages.

    Raises:
        NotFollowed: If the shape is not known.
    """
    given = list(shape) if is_listed(shape) else [shape]
    sizes = [size for size in given if type(size) is int and size >= 0]
    if len(sizes) != len(given):
        raise NotFollowed("the shape of a constant is not known")
    return Array(TensorSpec(tuple(sizes), dtype), reason)


def random_numbers(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call a function of `keras.random` or `tf.random`.

    Raises:
        NotFollowed: If what it returns is not known.
    """
    name = path.rpartition(".")[2]
    if name in ("set_seed", "SeedGenerator", "get_global_generator"):
        return None
    if name in ("shuffle", "dropout"):
        raise NotFollowed(f"`{path}` is not followed")
    return random_array(args, kwargs)


def random_array(args: list[Value], kwargs: dict[str, Value]) -> Array:
    """A tensor of random numbers; its first size may be that of a batch."""
    shape = args[0] if args else kwargs.get("shape")
    if is_listed(shape) and all(type(s) is not str for s in tree_leaves(shape)):
        sizes = tuple(s if type(s) is int else None for s in shape)
        return Array(TensorSpec(sizes, "float32"), "random numbers")
    return constant(shape, "float32", "random numbers")


def constant_of_shape(
    reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call `ops.zeros` or the like."""
    shape = args[0] if args else kwargs.get("shape")
    dtype = dtype_of(kwargs.get("dtype")) or "float32"
    return constant(shape, dtype)


def arange(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Array:
    """Call `ops.arange` or `tf.range`.

    Raises:
        NotFollowed: If how many numbers there are is not known.
    """
    given = dict(zip(("start", "stop", "step"), args, strict=False)) | {
        {"limit": "stop", "delta": "step"}.get(key, key): value for key, value in kwargs.items()
    }
    start, stop, step = given.get("start"), given.get("stop"), given.get("step") or 1
    if stop is None:
        start, stop = 0, start
    for value in (start, stop):
        known(value)
    if type(start) is not int or type(stop) is not int or type(step) is not int:
        raise NotFollowed("how many numbers these are is not known")
    return Array(
        TensorSpec((len(range(start, stop, step)),), dtype_of(given.get("dtype")) or "int32")
    )
