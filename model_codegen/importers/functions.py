"""Serialized operations, as calls of the functions of `keras.ops` that make them.

A model records an operation's class, `keras.src.ops.numpy.Mean`; people call the function,
`keras.ops.mean`. Which function makes which class is read from the code of the functions, and
every call is tried: it is taken only if it makes the same operation again.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.evaluate import live
from model_codegen.analysis.scope import symbolic_scope
from model_codegen.catalogue.introspection import auto_name
from model_codegen.graph import Node, Slice, TensorRef, TensorSpec
from model_codegen.importers.result import Unrepresentable
from model_codegen.traversal import leaves


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
    import keras

    name = str(value.get("class_name"))
    config = value.get("config")
    config = (
        {k: _tupled(v) for k, v in config.items() if k not in ("name", "dtype")}
        if isinstance(config, Mapping)
        else {}
    )
    for operation, path in _makers().get((str(value.get("module")), name), ()):
        try:
            arguments = _by_name(operation, args, kwargs) | config
            call = _arranged(path, arguments)
            with symbolic_scope("float32"):
                if _makes(keras, path, call, specs, name, config):
                    return path, call.args, dict(call.kwargs)
        except Exception:
            continue
    raise Unrepresentable(f"no function of keras.ops makes the operation `{name}` as it is here")


@lru_cache(maxsize=1)
def _makers() -> dict[tuple[str, str], list[tuple[Any, str]]]:
    """By module and name of an operation's class: the class, and the functions that make it."""
    from model_codegen.emitters.internals import made_by_op

    found: dict[tuple[str, str], list[tuple[Any, str]]] = {}
    for path, entry in catalogue.load().entries.items():
        if entry.kind == "op":
            for made in made_by_op(path):
                pairs = found.setdefault((made.__module__, made.__name__), [])
                pairs.append((made, path))
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


def _arranged(path: str, arguments: dict[str, Any]) -> Node:
    """Arrange arguments as a design has them: by position what the catalogue gives one."""
    entry = catalogue.find(path)
    if entry is None:
        raise Unrepresentable("it is no public function")
    function = catalogue.resolve(path)
    parameters = inspect.signature(function).parameters
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


def _makes(
    keras: Any,
    path: str,
    call: Node,
    specs: Mapping[TensorRef, TensorSpec],
    name: str,
    config: Mapping[str, Any],
) -> bool:
    tensors: dict[TensorRef, Any] = {}

    def fill(leaf: Any) -> Any:
        if isinstance(leaf, TensorRef):
            if leaf not in tensors:
                spec = specs[leaf]
                tensors[leaf] = keras.KerasTensor(spec.shape, spec.dtype)
            return tensors[leaf]
        return leaf

    args = [live(argument, fill) for argument in call.args]
    kwargs = {key: live(argument, fill) for key, argument in call.kwargs.items()}
    result = keras.tree.flatten(catalogue.resolve(path)(*args, **kwargs))[0]
    operation = result._keras_history[0]
    made = {k: v for k, v in operation.get_config().items() if k not in ("name", "dtype")}
    given = [leaf for leaf in leaves((list(call.args), dict(call.kwargs))) if leaf in tensors]
    consumed = operation._inbound_nodes[-1].input_tensors
    return (
        type(operation).__name__ == name
        and _said(made) == _said(config)
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
