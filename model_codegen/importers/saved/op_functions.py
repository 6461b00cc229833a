"""Serialized operations, as calls of the functions of `keras.ops` that make them.

A model records an operation's class, the `Mean` of a module inside Keras; people call the function,
`keras.ops.mean`. Which function makes which class is read from the code of the functions, and
every call is tried: it is taken only if it makes the same operation again.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.call_evaluation import live
from model_codegen.catalogue.signatures import function_signature
from model_codegen.design.graph import Node, Slice, TensorRef, TensorSpec
from model_codegen.design.traversal import leaves
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.layer_internals import is_op_module, made_by_op
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from model_codegen.keras_bridge.tensors import maker_of


def read_call(
    value: Mapping[str, Any],
    args: list[Any],
    kwargs: dict[str, Any],
    specs: Mapping[TensorRef, TensorSpec],
) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Find the function call that makes a recorded operation.

    Args:
        value: The serialized operation.
        args: What it was called with.
        kwargs: What it was called with by name.
        specs: What is recorded of the tensors.

    Returns:
        The function's public path, and the arguments to call it with.

    Raises:
        Unrepresentable: If no public function makes the same operation.
    """
    name = str(value.get("class_name"))
    config = value.get("config")
    config = (
        {k: _tupled(v) for k, v in config.items() if k != "name"}
        if isinstance(config, Mapping)
        else {}
    )
    wanted = _Wanted(name, config, specs)
    with symbolic_scope("float32"):
        for operation, path in _makers().get((value.get("module"), name), ()):
            try:
                call = arranged_op(path, _by_name(operation, args, kwargs) | config)
            except (TypeError, Unrepresentable):  # other arguments than this one takes
                continue
            if wanted.is_made_by(path, call):
                for key in call.kwargs:
                    named = {other: v for other, v in call.kwargs.items() if other != key}
                    less = replace(call, kwargs=named)
                    call = less if wanted.is_made_by(path, less) else call
                return path, call.args, dict(call.kwargs)
    raise Unrepresentable(f"no function of keras.ops makes the operation `{name}` as it is here")


def is_function(value: Mapping[str, Any]) -> bool:
    """Whether a serialized operation is one of `keras.ops`, and no layer.

    Files in HDF5 tell no module; operations of `keras.ops` then are those without a dtype.
    """
    module, config = value.get("module"), value.get("config")
    if module is not None or not isinstance(config, Mapping):
        return is_op_module(str(module))
    return "trainable" not in config and (None, value.get("class_name")) in _makers()


@lru_cache(maxsize=1)
def _makers() -> dict[tuple[str | None, str], list[tuple[Any, str]]]:
    """By module and name of an operation's class: the class, and the functions that make it.

    Where a file tells no module, all classes of that name.
    """
    found: dict[tuple[str | None, str], list[tuple[Any, str]]] = {}
    for path, entry in catalogue.load().entries.items():
        if entry.kind == "op":
            for made in made_by_op(catalogue.resolve(path)):
                for module in (made.__module__, None):
                    found.setdefault((module, made.__name__), []).append((made, path))
    for (_, name), pairs in found.items():
        stem = auto_name(name)
        pairs.sort(key=lambda pair: (_last(pair[1]) != stem, pair[1]))
    return found


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _by_name(operation: Any, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of an operation's call by name; those of `*args` under their index."""
    bound = inspect.signature(operation.call).bind(None, *args, **kwargs).arguments
    parameters = inspect.signature(operation.call).parameters
    named: dict[str, Any] = {}
    for name, value in list(bound.items())[1:]:
        if parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            named |= value
        else:
            named[name] = value
    return named


def arranged_op(path: str, arguments: dict[str, Any]) -> Node:
    """Arrange arguments as a design has them: by position what the catalogue gives one.

    Args:
        path: Public path of a function of `keras.ops`.
        arguments: All arguments by name.

    Raises:
        Unrepresentable: If a required one is missing, or one is not the function's.
    """
    entry = catalogue.find(path)
    if entry is None:
        raise Unrepresentable("it is no public function")
    parameters = function_signature(path).parameters
    rest = dict(arguments)
    placed: dict[int, Any] = {}
    for name, schema in entry.call_schema["properties"].items():
        if "position" in schema and name in rest:
            placed[schema["position"]] = rest.pop(name)
    spread: tuple[Any, ...] = ()
    for port in entry.ports:
        if port.position is not None and port.name in rest:
            if port.spread:
                spread = tuple(rest.pop(port.name))
            else:
                placed[port.position] = rest.pop(port.name)
    if sorted(placed) != list(range(len(placed))):
        raise Unrepresentable("an argument is missing")
    kept = {
        name: _index(value) if name == "key" else value
        for name, value in rest.items()
        if not _is_default(parameters.get(name), value)
    }
    ordered = {name: kept[name] for name in parameters if name in kept}
    if len(ordered) != len(kept):
        raise Unrepresentable("it takes an argument that the function has not")
    return Node("op", (*(placed[index] for index in sorted(placed)), *spread), ordered)


@dataclass(frozen=True)
class _Wanted:
    """The operation that a call should make."""

    name: str
    config: Mapping[str, Any]
    specs: Mapping[TensorRef, TensorSpec]

    def is_made_by(self, path: str, call: Node) -> bool:
        """Whether a function, called so, makes it of the same tensors."""
        import keras

        tensors: dict[TensorRef, Any] = {}

        def fill(leaf: Any) -> Any:
            if not isinstance(leaf, TensorRef):
                return leaf
            if leaf not in tensors:
                spec = self.specs[leaf]
                tensors[leaf] = keras.KerasTensor(spec.shape, spec.dtype)
            return tensors[leaf]

        try:
            args = [live(argument, fill) for argument in call.args]
            kwargs = {key: live(argument, fill) for key, argument in call.kwargs.items()}
            result = keras.tree.flatten(catalogue.resolve(path)(*args, **kwargs))[0]
            operation, consumed = maker_of(result)
            made = {key: item for key, item in operation.get_config().items() if key != "name"}
        except Exception:  # whatever Keras raises for arguments that it does not take
            return False
        given = [leaf for leaf in leaves((list(call.args), dict(call.kwargs))) if leaf in tensors]
        return (
            type(operation).__name__ == self.name
            and _said(made) == _said(self.config)
            and sorted(map(id, consumed)) == sorted(id(tensors[leaf]) for leaf in given)
        )


def _said(config: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(dict(config), default=str, sort_keys=True))


def _is_default(parameter: inspect.Parameter | None, value: Any) -> bool:
    if parameter is None:
        return False
    default = parameter.default
    return type(value) is type(default) and bool(value == default)


def _index(value: Any) -> Any:
    """An index of several parts is a tuple; JSON made it a list."""
    if isinstance(value, list) and any(
        isinstance(part, Slice) or part is None or part is ... or type(part) is int
        for part in value
    ):
        return tuple(value)
    return value


def _tupled(value: Any) -> Any:
    """Axes and shapes are tuples, which JSON made lists."""
    if (
        isinstance(value, list)
        and value
        and all(type(item) in (int, list, float) for item in value)
    ):
        return tuple(_tupled(item) for item in value)
    return value
