"""`with_objects_of`: a design made of the very objects of an earlier one where both are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from model_codegen.design.graph import Design, ModelGraph, Node, TensorRef

T = TypeVar("T")


def with_objects_of(before: Design, design: Design) -> Design:
    """The same design, whose calls and operations are the earlier one's where they are alike.

    So what goes by `is`, as `DesignAnalyser` does, sees only what was changed.

    Args:
        before: The earlier design.
        design: A design that was made anew.

    Returns:
        A design that equals `design`, in the types of numbers and the order of its members as well.
    """
    models = _members(before.models, design.models, _graph)
    return replace(
        design,
        main=_graph(before.main, design.main),
        models=models,
        operations=_members(before.operations, design.operations, _object),
    )


def _graph(before: ModelGraph, graph: ModelGraph) -> ModelGraph:
    found = replace(
        graph,
        operations=_members(before.operations, graph.operations, _object),
        nodes=_members(before.nodes, graph.nodes, _object),
    )
    names = (field.name for field in fields(ModelGraph))
    same = found.operations is before.operations and found.nodes is before.nodes
    if same and all(_is_alike(getattr(before, name), getattr(found, name)) for name in names):
        return before
    return found


def _object(before: T, item: T) -> T:
    return before if _is_alike(before, item) else item


def _members(before: Mapping[str, T], now: Mapping[str, T], taken: Any) -> Mapping[str, T]:
    found = {key: taken(before[key], item) if key in before else item for key, item in now.items()}
    if [*found] == [*before] and all(found[key] is item for key, item in before.items()):
        return before
    return found


def _is_alike(one: Any, other: Any) -> bool:
    if one is other or one != other:
        return one is other
    if isinstance(one, Node) and not one.kwargs and {*map(type, one.args)} <= {TensorRef}:
        return True
    return repr(one) == repr(other)  # 1 is not True
