"""Fixes that were found for an expanded design, as changes of the design that was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jsonpointer import unescape

from model_codegen.design.diagnostics import MAIN, Fix
from model_codegen.design.expanded_graph import Use
from model_codegen.design.expansion import Expansion
from model_codegen.design.expressions import expressions
from model_codegen.design.fileformat.serialization import operation_to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, SubModel
from model_codegen.design.patches import pointer


def drawn_fix(expansion: Expansion, graph_id: str, fix: Fix) -> Fix | None:
    """The same change of the drawn design.

    Args:
        expansion: The design, and what it was expanded to.
        graph_id: The graph of the expanded design that it is about.
        fix: A change of that.

    Returns:
        The change; None where it is of something that was not drawn so, such as one of the
        instances of a block that is repeated.
    """
    changes: list[dict[str, Any]] = []
    for change in fix.patch:
        found = _drawn(expansion, graph_id, change)
        if found is None:
            return None
        changes.append(found)
    return replace(fix, patch=tuple(changes))


def _drawn(expansion: Expansion, about: str, change: dict[str, Any]) -> dict[str, Any] | None:
    steps = [unescape(step) for step in change["path"].split("/")[1:]]
    at = 0 if steps[:1] == [MAIN] else 1
    graph_id = steps[at] if steps[:1] in ([MAIN], ["models"], ["positions"]) else about
    use = expansion.uses.get(graph_id, Use(graph_id))
    if steps[:1] in (["models"], ["positions"]):
        steps[1] = use.graph_id
    parts = steps[at + 1 :] if steps[:1] != ["operations"] else steps
    if not _is_drawn(expansion, use, parts, whole=change["op"] == "remove"):
        return None
    if _overwrites(_graph(expansion.drawn, use.graph_id), parts):
        return None
    found = {**change, "path": pointer(*steps)}
    if "from" in change:
        found["from"] = change["from"]  # of what is never expanded: what a block is given
    if "value" in change:
        if any(name in use.nodes or name in use.operations for name in _ids(change["value"])):
            return None
        found["value"] = _value(expansion, graph_id, change["value"])
    return found


def _is_drawn(expansion: Expansion, use: Use, steps: list[str], *, whole: bool) -> bool:
    """Whether a call or an operation was drawn as it is, or goes as a whole."""
    match steps:
        case ["nodes", key, *rest]:
            made, several = key in use.nodes, key in use.nodes.values()
        case ["operations", _, "repeat" | "arguments", *_]:
            return True
        case ["operations", key, *rest]:
            origins = {**expansion.shared, **use.operations}
            made, several = key in origins, key in origins.values()
        case _:
            return True
    return not made and (not several or (whole and not rest))


def _overwrites(graph: ModelGraph, steps: list[str]) -> bool:
    """Whether a value would stand where an expression does."""
    match steps:
        case ["operations", key, "config", argument]:
            operation = graph.operations.get(key)
            config = operation.config if isinstance(operation, Layer) else {}
            return bool(expressions([config.get(argument)]))
    return False


def _ids(value: Any) -> Iterator[str]:
    """What a value may name: the calls of tensors, and texts that stand by themselves."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def _value(expansion: Expansion, graph_id: str, value: Any) -> Any:
    """An operation as it would be drawn; any other value as it is."""
    if not isinstance(value, dict):
        return value
    if value.get("kind") == SubModel.kind:
        use = expansion.uses.get(value["model"])
        if use is None:
            return value
        given = {"arguments": dict(use.given)} if use.given else {}
        return {**value, "model": use.graph_id, **given}
    if value.get("kind") == "layer":
        # A copy of a layer keeps the expressions that this was drawn with.
        use = expansion.uses[graph_id]
        copied = _like(_graph(expansion.design, graph_id), value)
        drawn = _graph(expansion.drawn, use.graph_id).operations.get(copied or "")
        if drawn is not None:
            return {**operation_to_json(drawn), "name": value["name"]}
    return value


def _like(graph: ModelGraph, layer: dict[str, Any]) -> str | None:
    """The operation of which this is a copy."""
    for key, operation in graph.operations.items():
        if isinstance(operation, Layer) and operation.class_name == layer["class_name"]:
            copied = {**operation_to_json(operation), "name": layer["name"]}
            if copied == layer:
                return key
    return None


def _graph(design: Design, graph_id: str) -> ModelGraph:
    return design.main if graph_id == MAIN else design.models[graph_id]
