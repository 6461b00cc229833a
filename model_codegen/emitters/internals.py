"""What Keras' own code does inside layers and ops, read from it.

Keras numbers automatic names by class: the first `Dense` is `dense`, the next `dense_1`. Layers
that a layer makes inside (the `Softmax` of `MultiHeadAttention`) take numbers too.
"""

from __future__ import annotations

import dis
import inspect
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from model_codegen import catalogue


def stem(class_name: str) -> str:
    """The automatic name of a class' first object, as `keras/src/utils/naming.py` forms it."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


@lru_cache(maxsize=1)
def model_attributes() -> frozenset[str]:
    """Attributes that a model has already, or that compiling and training give it."""
    import keras

    arguments = inspect.signature(keras.Model.compile).parameters
    return frozenset({*dir(keras.Model()), *arguments, "history"})


@lru_cache(maxsize=1024)
def uses_training(path: str) -> bool:
    """Whether the `call` of a layer takes `training` and reads it; `Dense` takes it for nothing.

    Args:
        path: Public path of a layer class.
    """
    call = inspect.unwrap(catalogue.resolve(path).call)
    code = getattr(call, "__code__", None)
    if code is None or "training" not in inspect.signature(call).parameters:
        return False
    return any(instruction.argval == "training" for instruction in dis.get_instructions(code))


@lru_cache(maxsize=1024)
def layer_stems(path: str) -> frozenset[str]:
    """Stems of the layers that a layer may make inside, itself apart.

    Read from the code of the class: every layer class that one of its methods refers to. That may
    be more than it really makes, never less.

    Args:
        path: Public path of a layer class.
    """
    return frozenset(stem(made.__name__) for made in _made_by(catalogue.resolve(path)))


@lru_cache(maxsize=1024)
def op_stems(path: str) -> frozenset[str]:
    """Stems of the operations that a function of `keras.ops` may make; nearly always one.

    Args:
        path: Public path of a function.
    """
    import keras

    function = catalogue.resolve(path)
    return frozenset(stem(made.__name__) for made in _reached(function, keras.Operation))


def _made_by(layer: type) -> set[type]:
    found: set[type] = set()
    pending = [layer]
    while pending:
        own = pending.pop()
        for made in _named_in(own) - found:
            found.add(made)
            pending.append(made)
    return found


def _named_in(layer: type) -> set[type]:
    """Layer classes that the methods of a class refer to, its own line apart."""
    import keras

    base = keras.layers.Layer
    found: set[type] = set()
    for ancestor in layer.__mro__:
        if ancestor is base or not issubclass(ancestor, base):
            continue
        for member in vars(ancestor).values():
            function = inspect.unwrap(getattr(member, "__func__", getattr(member, "fget", member)))
            if isinstance(function, FunctionType):
                found |= {
                    value
                    for value in _referred(function)
                    if inspect.isclass(value) and issubclass(value, base)
                }
    return found - set(layer.__mro__)


def _reached(function: Callable[..., Any], base: type) -> set[type]:
    """Subclasses of `base` that a function, or an op function that it calls, refers to."""
    found: set[type] = set()
    seen: set[Any] = set()
    pending: list[Any] = [inspect.unwrap(function)]
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for value in _referred(current):
            if inspect.isclass(value) and issubclass(value, base) and value is not base:
                found.add(value)
            elif isinstance(value, FunctionType) and value.__module__.startswith("keras.src.ops"):
                pending.append(inspect.unwrap(value))
    return found


def _referred(function: FunctionType) -> Iterator[Any]:
    """Every global of Keras that a function's code names, also as an attribute of a module."""
    names = set(_names(function.__code__))
    for name in names:
        value = function.__globals__.get(name)
        if isinstance(value, ModuleType) and value.__name__.startswith("keras."):
            yield from (getattr(value, other) for other in names if hasattr(value, other))
        elif value is not None:
            yield value


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
