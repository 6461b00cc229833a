"""Ports: which arguments of a call are tensors, read from signatures and from Keras' source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.catalogue import overrides
from model_codegen.catalogue.docstrings import help_text
from model_codegen.catalogue.entry import Port

_Parameter = inspect.Parameter


def layer_ports(layer: type, help_texts: Mapping[str, str]) -> tuple[Port, ...]:
    """The tensor arguments of a layer's `call`.

    A parameter without default is a tensor, and so is one that defaults to None, except `training`.

    Args:
        layer: A class of `keras.layers`.
        help_texts: Help by parameter name, from the docstring's "Call arguments".
    """
    names = [
        parameter
        for parameter in _parameters(layer.call)  # type: ignore[attr-defined]
        if parameter.default in (_Parameter.empty, None) and parameter.name != "training"
    ]
    return _place(
        names,
        layer.__name__,
        help_texts,
        overrides.LAYER_PORTS,
        merge=is_merge(layer),
        literal=False,
    )


def is_merge(layer: type) -> bool:
    """Whether a layer joins a list of any length, as `Add` and `Concatenate` do."""
    return any(base.__name__ == "Merge" for base in layer.__mro__)


def op_ports(
    function: Callable[..., Any], name: str, help_texts: Mapping[str, str]
) -> tuple[Port, ...]:
    """The tensor arguments of a function of `keras.ops`.

    They are those about which the function's source asks `any_symbolic_tensors`.

    Args:
        function: The function.
        name: Its public name.
        help_texts: Help by parameter name, from the docstring's "Args".
    """
    tensors = overrides.OP_TENSORS.get(name) or _asked_for(function)
    names = [parameter for parameter in _parameters(function) if parameter.name in tensors]
    ports = _place(names, name, help_texts, overrides.OP_PORTS, merge=False, literal=len(names) > 1)
    first = len(spread_after(function))
    return tuple(replace(port, position=first) if port.spread else port for port in ports)


def spread_after(function: Callable[..., Any]) -> list[str]:
    """The literals before tensors that stand one by one in `Node.args`: einsum's `subscripts`."""
    names: list[str] = []
    for parameter in _parameters(function):
        if parameter.kind is _Parameter.VAR_POSITIONAL:
            return names
        names.append(parameter.name)
    return []


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


def _place(
    wanted: list[_Parameter],
    owner: str,
    help_texts: Mapping[str, str],
    facts: Mapping[str, Mapping[str, Mapping[str, object]]],
    *,
    merge: bool,
    literal: bool,
) -> tuple[Port, ...]:
    ports = []
    for position, parameter in enumerate(wanted):
        required = parameter.default is _Parameter.empty
        spread = parameter.kind is _Parameter.VAR_POSITIONAL
        fields: dict[str, Any] = {
            "name": parameter.name,
            "required": required,
            "position": position if required else None,
            "many": spread or parameter.name in overrides.LIST_PORTS,
            "spread": spread,
            "literal": literal,
            "advanced": "mask" in parameter.name,
            "help": help_text(help_texts.get(parameter.name, "")),
        }
        if merge:
            fields |= {"many": True, "minimum": overrides.MERGE_MINIMUM}
        ports.append(Port(**fields | dict(facts.get(owner, {}).get(parameter.name, {}))))
    return tuple(ports)
