"""What changed between two operations or two calls, argument by argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from model_codegen.comparison.differences import Detail
from model_codegen.design.graph import (
    Expression,
    Layer,
    Missing,
    Node,
    Op,
    Operation,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import references

LONGEST = 60
"""Longer values are cut."""

_SKIPPED = {"kind", "config", "arguments", "class_name", "function", "model", "recorded"}


def operation_details(before: Operation, after: Operation) -> Iterator[Detail]:
    """What two operations do not have in common, as far as it is written in them.

    Args:
        before: The one.
        after: The other; of two blocks, whether they are of one definition is not asked here.
    """
    if what(before) != what(after):
        yield Detail("class", what(before), what(after))
    elif isinstance(before, Op) or isinstance(after, Op):
        return
    if not isinstance(before, Op) and not isinstance(after, Op):
        own = {one.name for one in fields(before)} & {one.name for one in fields(after)}
        for name in sorted(own - _SKIPPED):
            yield from _detail(name, getattr(before, name), getattr(after, name))
    yield from mapping_details(_settings(before), _settings(after))


def mapping_details(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Detail]:
    """What two configurations do not have in common, by key."""
    for name in dict.fromkeys([*before, *after]):
        yield from _detail(name, before.get(name, _UNSET), after.get(name, _UNSET))


def call_details(
    before: Node, after: Node, names: tuple[Callable[[str], str], Callable[[str], str]]
) -> Iterator[Detail]:
    """What two calls of one operation do not have in common.

    Args:
        before: The one.
        after: The other, in the ids of the first where that has the same calls.
        names: What the calls of each design are called, by id.
    """
    sources = [references(node) for node in (before, after)]
    if sources[0] != sources[1]:
        texts = [
            ", ".join(tensor_text(ref, name) for ref in refs) or "none"
            for refs, name in zip(sources, names, strict=True)
        ]
        yield Detail("inputs", *texts)
    plain = [{key: _bare(value) for key, value in node.kwargs.items()} for node in (before, after)]
    found = list(mapping_details(*plain))
    yield from found
    if sources[0] == sources[1] and not found:
        texts = [value_text([_bare(value) for value in node.args]) for node in (before, after)]
        if texts[0] != texts[1]:
            yield Detail("arguments", *texts)


def tensor_text(ref: TensorRef, name: Callable[[str], str]) -> str:
    """`dense`, or `lstm[1]` for another output than the first."""
    return name(ref.node) + (f"[{ref.index}]" if ref.index else "")


def what(operation: Operation) -> str:
    """The class or function of an operation, without its module; `block` of a block."""
    if isinstance(operation, SubModel):
        return "block"
    path = operation.class_name if isinstance(operation, Layer) else operation.function
    return path.rpartition(".")[2]


def value_text(value: Any) -> str:
    """A value as a person would write it, cut where it is long."""
    text = _text(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


_UNSET = object()


def _settings(operation: Operation) -> Mapping[str, Any]:
    if isinstance(operation, Layer):
        return operation.config
    return operation.arguments if isinstance(operation, SubModel) else {}


def _detail(name: str, before: Any, after: Any) -> Iterator[Detail]:
    if before is after or (before == after and type(before) is type(after)):
        return
    texts = ["" if value is _UNSET else value_text(value) for value in (before, after)]
    if texts[0] != texts[1]:
        yield Detail(name, *texts)


def _bare(value: Any) -> Any:
    """An argument with the tensors in it left open: of these `inputs` tells."""
    if isinstance(value, TensorRef | Missing):
        return Expression("…")
    if isinstance(value, Slice):
        return value
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return value


def _text(value: Any) -> str:
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, list | tuple):
        return f"({', '.join(map(_text, value))})"
    if isinstance(value, dict):
        if value.keys() == {"expression"}:
            return str(value["expression"])
        if value.keys() == {"class_name", "config"}:
            arguments = ", ".join(f"{key}={_text(item)}" for key, item in value["config"].items())
            return f"{str(value['class_name']).rpartition('.')[2]}({arguments})"
        return "{" + ", ".join(f"{key}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Slice):
        return ":".join("" if part is None else str(part) for part in (value.start, value.stop))
    return "…" if value is ... else repr(value)
