"""Modules that are not read: what can be known of them all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter import builtin_functions
from model_codegen.importers.source.keras import datasets, defaults, layer_calls, op_calls
from model_codegen.importers.source.python import numeric_functions
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import record
from model_codegen.importers.source.value_trees import snapshot, tree_leaves
from model_codegen.importers.source.values import Array, Foreign, is_plain

_SHAPED = frozenset({"zeros", "ones", "empty", "random", "normal", "uniform", "random_sample"})
_ARRAYS = frozenset({"array", "asarray"})
_SCALES = frozenset({"fit_transform", "transform", "inverse_transform"})
_SIZED = frozenset({"rand", "randn"})


def call(
    reading: Reading, callee: Foreign, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """Call something of a module that is not read.

    Args:
        reading: The reading.
        callee: What is called.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If what it comes to cannot be known.
    """
    path, name = callee.path, callee.path.rpartition(".")[2]
    if path == "functools.partial":
        return builtin_functions.partial(args, kwargs)
    if path == "functools.reduce":
        return builtin_functions.reduce(reading, args)
    if path in ("collections.OrderedDict", "collections.defaultdict"):
        given = [] if path.endswith("defaultdict") else args
        return builtin_functions.call(reading, "dict", given, kwargs, line)
    if path == "copy.deepcopy" or path == "copy.copy":
        if args and all(is_plain(leaf) for leaf in tree_leaves(args[0])):
            return snapshot(reading.budget, args[0])
        raise NotFollowed("a copy is not followed")
    if op_calls.has_tensor(args, kwargs):
        reason = f"`{path}` is code that is not in this text"
        return layer_calls.placeholder(
            reading, path, callee.config, [*args, *kwargs.values()], reason, line
        )
    if defaults.is_tuner(path):
        return defaults.hyperparameter(reading, path, args, kwargs, line)
    if defaults.is_option(path):
        return defaults.option(reading, path, args, kwargs, line)
    if path.startswith("sklearn.") and name.islower():
        return _of_sklearn(reading, path, args, kwargs, line)
    if path.partition(".")[0] == "numpy":
        if name in _ARRAYS and args:
            return _listed(args[0])
        if any(isinstance(value, Array) for value in args):
            return _of_arrays(reading, name, args, kwargs, line)
        if name == "randint":
            return array(args[2] if len(args) > 2 else kwargs.get("size"), "int32")
        if name in _SHAPED:
            return array(args[0] if args else kwargs.get("shape", kwargs.get("size")), "float32")
        if name in _SIZED:
            return array(tuple(args), "float32")
    if numeric_functions.is_number_module(path):
        return numeric_functions.number(reading, name, args, kwargs)
    if name[:1].isupper():
        return Foreign(path, kwargs)
    return reading.report.skip(path, line)


def _of_sklearn(
    reading: Reading, path: str, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """Data that is split or scaled, as far as its shape goes; the number of examples is open."""
    skipped = reading.report.skip(path, line)
    toy = datasets.load_toy(path.rpartition(".")[2], both=kwargs.get("return_X_y") is True)
    if type(toy) is dict:
        return record("Bunch", toy)
    if toy is not None:
        return toy
    parts = [
        replace(each, spec=TensorSpec((None, *each.spec.shape[1:]), each.spec.dtype))
        for each in args
        if isinstance(each, Array) and each.spec.shape
    ]
    if path.endswith(".train_test_split") and len(parts) == len(args):
        return [part for part in parts for _ in range(2)]
    if path.rpartition(".")[2] in _SCALES and "Scaler" in path and parts:
        return parts[0]
    return skipped


def _of_arrays(
    reading: Reading, name: str, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """A function of `numpy` on data, as far as shapes and the number of classes go."""
    labels = args[0]
    if isinstance(labels, Array) and labels.classes and len(args) == 1:
        if name == "unique" and not kwargs:
            return list(range(labels.classes))
        if name in ("max", "amax"):
            return labels.classes - 1
    found = op_calls.apply(reading, f"keras.ops.{name}", args, kwargs, line)
    return replace(found, reason=labels.reason) if isinstance(found, Array) else found


def _listed(value: Any) -> Array:
    """A list of numbers, or of lists of them, as an array."""
    if isinstance(value, Array):
        return value
    sizes: list[int] = []
    while type(value) in (list, tuple) and len(sizes) < 16:
        sizes.append(len(value))
        value = value[0] if value else None
    if type(value) not in (int, float, bool):
        raise NotFollowed("the shape of a constant is not known")
    return Array(TensorSpec(tuple(sizes), "float32"), "data")


def array(shape: Any, dtype: str, reason: str = "a constant") -> Array:
    """A constant tensor of some shape.

    Raises:
        NotFollowed: If the shape is not known.
    """
    if type(shape) is int:
        shape = (shape,)
    if type(shape) not in (list, tuple) or not all(type(s) is int and s >= 0 for s in shape):
        raise NotFollowed("the shape of a constant is not known")
    return Array(TensorSpec(tuple(shape), dtype), reason)
