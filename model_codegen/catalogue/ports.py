"""Ports: which arguments of a call are tensors, read from signatures and from Keras' source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.catalogue.docstrings import help_text
from model_codegen.catalogue.entry import Port
from model_codegen.catalogue.facts import tensor_ports

_Parameter = inspect.Parameter


def layer_ports(layer: type, name: str, texts: Mapping[str, str]) -> tuple[Port, ...]:
    """The tensor arguments of a layer's `call`.

    A parameter without default is a tensor, and so is one that defaults to None, except `training`.

    Args:
        layer: A class of `keras.layers`.
        name: Its public name.
        texts: What the docstring says about each argument of the call.
    """
    parameters = _parameters(layer.call)  # type: ignore[attr-defined]
    tensors = {
        parameter.name
        for parameter in parameters
        if parameter.default in (_Parameter.empty, None) and parameter.name != "training"
    }
    merge = {"many": True, "minimum": tensor_ports.MERGE_MINIMUM} if _is_merge(layer) else {}
    return _ports(parameters, tensors, texts, merge, tensor_ports.LAYER_PORTS.get(name, {}))


def op_ports(function: Callable[..., Any], name: str, texts: Mapping[str, str]) -> tuple[Port, ...]:
    """The tensor arguments of a function of `keras.ops`.

    They are those about which the function's source asks `any_symbolic_tensors`.

    Args:
        function: The function.
        name: Its public name.
        texts: What the docstring says about each argument.
    """
    parameters = _parameters(function)
    tensors = {*(tensor_ports.OP_TENSORS.get(name) or _asked_for(function))}
    tensors &= {parameter.name for parameter in parameters}
    facts = tensor_ports.OP_PORTS.get(name, {})
    numbers = tensor_ports.NUMBER_PORTS if name not in tensor_ports.TENSORS_ONLY else ()
    literal: dict[str, dict[str, object]] = {
        name: {"literal": True} for name in numbers if len(tensors) > 1
    }
    return _ports(parameters, tensors, texts, {}, literal | facts)


def literals_before_spread(function: Callable[..., Any]) -> list[str]:
    """The arguments before tensors that stand one by one in `Node.args`: einsum's `subscripts`."""
    names: list[str] = []
    for parameter in _parameters(function):
        if parameter.kind is _Parameter.VAR_POSITIONAL:
            return names
        names.append(parameter.name)
    return []


def _is_merge(layer: type) -> bool:
    """Whether a layer joins a list of any length, as `Add` and `Concatenate` do."""
    return any(base.__name__ == "Merge" for base in layer.__mro__)


def _parameters(function: Callable[..., Any]) -> list[_Parameter]:
    found = list(inspect.signature(function).parameters.values())
    kept = [p for p in found if p.kind is not _Parameter.VAR_KEYWORD]
    return kept[1:] if kept and kept[0].name == "self" else kept


def _asked_for(function: Callable[..., Any]) -> set[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return {
        name.id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "any_symbolic_tensors"
        for argument in call.args
        for name in ast.walk(argument)
        if isinstance(name, ast.Name)
    }


def _ports(
    parameters: list[_Parameter],
    tensors: set[str],
    texts: Mapping[str, str],
    common: Mapping[str, Any],
    facts: Mapping[str, Mapping[str, Any]],
) -> tuple[Port, ...]:
    ports = []
    leading = True
    for position, parameter in enumerate(parameters):
        name, required = parameter.name, parameter.default is _Parameter.empty
        spread = parameter.kind is _Parameter.VAR_POSITIONAL
        leading = leading and required and name in tensors
        if name not in tensors:
            continue
        fields: dict[str, Any] = {
            "name": name,
            "required": required,
            "position": position if leading or spread else None,
            "many": spread or name in tensor_ports.LIST_PORTS,
            "spread": spread,
            "advanced": "mask" in name,
            "help": help_text(texts.get(name, "")),
        }
        ports.append(Port(**fields | dict(common) | dict(facts.get(name, {}))))
    return tuple(ports)
