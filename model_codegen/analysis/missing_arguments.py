"""Which arguments of a call are still to be filled."""

from __future__ import annotations

from typing import Any

from model_codegen.catalogue import Entry, Port
from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.schema_wording import describe
from model_codegen.design.graph import Missing, Node, TensorRef
from model_codegen.design.traversal import leaves

_ABSENT = object()


def gaps(entry: Entry, node: Node) -> list[str]:
    """What a call lacks, each as the end of the sentence "`merge` (Concatenate) …".

    Args:
        entry: What is called.
        node: The call.
    """
    found = [text for port in entry.ports if (text := _gap(entry, port, node))]
    unset = _unset(entry, node)
    found += [_needed(name, entry.call_schema["properties"][name]) for name in unset]
    named = {*(port.name for port in entry.ports), *unset}
    found += [
        f"has no value for `{name}`: fill it or leave it out"
        for name, value in node.kwargs.items()
        if name not in named and _empty(value)
    ]
    if not found and not _tensors((node.args, dict(node.kwargs))):
        found.append("takes no tensor: connect one to it")
    return found


def _unset(entry: Entry, node: Node) -> list[str]:
    """The required arguments that are no tensors and have no value yet, such as an axis."""
    properties = entry.call_schema["properties"]
    spread = any(port.spread for port in entry.ports)
    # Whatever stands behind the tensors is taken for the next arguments of the signature.
    behind = len(node.args) - sum(port.position is not None for port in entry.ports)
    by_position = () if spread else [*properties][: max(0, behind)]
    return [
        name
        for name in entry.call_schema.get("required", ())
        if name not in by_position and not _has_value(name, properties[name], node)
    ]


def _has_value(name: str, schema: Schema, node: Node) -> bool:
    position = schema.get("position")
    if name in node.kwargs:
        return not _empty(node.kwargs[name])
    return position is not None and position < len(node.args) and not _empty(node.args[position])


def _needed(name: str, schema: Schema) -> str:
    if examples := schema.get("examples"):
        return f"needs `{name}`, such as `{examples[0]}`"
    return f"needs `{name}`: {describe(schema)}"


def _gap(entry: Entry, port: Port, node: Node) -> str | None:
    value = _value(port, node)
    if port.many and value is not _ABSENT:
        have = len(_tensors(value))
        if have < port.minimum:
            return f"needs {_count(port.minimum)} and has {have}"
        return "has an empty place among its tensors: fill or remove it" if _empty(value) else None
    if value is _ABSENT and not port.required:
        return None
    if value is not _ABSENT and not _empty(value):
        return None
    if port.many:
        return f"needs {_count(port.minimum)} and has 0"
    if sum(other.required for other in entry.ports) == 1 and port.required:
        return "needs a tensor: connect one to it"
    what = "a tensor or a number" if port.literal else "a tensor"
    return f"needs {what} for `{port.name}`" + (" or none at all" if not port.required else "")


def _value(port: Port, node: Node) -> Any:
    if port.name in node.kwargs:
        return node.kwargs[port.name]
    if port.position is None or port.position >= len(node.args):
        return _ABSENT
    return node.args[port.position :] if port.spread else node.args[port.position]


def _count(number: int) -> str:
    return "1 tensor" if number == 1 else f"{number} tensors"


def _tensors(argument: Any) -> list[TensorRef]:
    return [leaf for leaf in leaves(argument) if isinstance(leaf, TensorRef)]


def _empty(argument: Any) -> bool:
    return any(isinstance(leaf, Missing) for leaf in leaves(argument))
