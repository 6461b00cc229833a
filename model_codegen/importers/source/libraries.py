"""Modules that are not read: what can be known of them all the same."""

from __future__ import annotations

from typing import Any

from model_codegen.graph import TensorSpec
from model_codegen.importers.source import builtins, layers, numeric, operations
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Array, Foreign

_SHAPED = frozenset({"zeros", "ones", "empty", "random", "normal", "uniform", "random_sample"})
_SIZED = frozenset({"rand", "randn"})


def call(
    session: Session, callee: Foreign, args: list[Any], kwargs: dict[str, Any], line: int
) -> Any:
    """Call something of a module that is not read.

    Args:
        session: The reading.
        callee: What is called.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If what it comes to cannot be known.
    """
    path, name = callee.path, callee.path.rpartition(".")[2]
    if path == "functools.partial":
        return builtins.partial(args, kwargs)
    if path == "functools.reduce":
        return builtins.reduce(session, args)
    if path in ("collections.OrderedDict", "collections.defaultdict"):
        given = [] if path.endswith("defaultdict") else args
        return builtins.call(session, "dict", given, kwargs, line)
    if path == "copy.deepcopy" or path == "copy.copy":
        raise NotFollowed("a copy is not followed")
    if operations.has_tensor(args, kwargs):
        reason = f"`{path}` is code that is not in this text"
        return layers.placeholder(
            session, path, callee.config, [*args, *kwargs.values()], reason, line
        )
    if path.partition(".")[0] == "numpy":
        if name in _SHAPED:
            return array(args[0] if args else kwargs.get("shape", kwargs.get("size")), "float32")
        if name in _SIZED:
            return array(tuple(args), "float32")
    if numeric.is_number_module(path):
        return numeric.number(session, name, args, kwargs)
    if name[:1].isupper():
        return Foreign(path, kwargs)
    return session.skip(path, line)


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
