"""What was changed between two designs, as a JSON patch that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from jsonpatch import make_patch

from model_codegen.design import patches
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.design.patches import Operations
from model_codegen.design.traversal import Path


def difference(old: Design, new: Design) -> Operations:
    """Return the patch (RFC 6902) that makes the JSON of `new` out of the JSON of `old`.

    Its size follows the size of the change, not of the design. It is empty if both have one JSON;
    numbers are told apart as JSON writes them, so `1`, `1.0` and `true` are three values.
    """
    before, after = map(to_json, _apart(old, new))
    patch = make_patch(before, after)
    operations: Operations = patch.patch
    # Members that are added stand behind the others, whatever their place.
    moved = _moved(patch.apply(before) if operations else before, after, ())
    return operations + [patches.replace(patches.pointer(*path), value) for path, value in moved]


T = TypeVar("T")


def _apart(old: Design, new: Design) -> tuple[Design, Design]:
    """Both without what they have in common, so that only what was changed is compared in full."""
    mains = _graphs_apart(old.main, new.main)
    models = [dict(one.models) for one in (old, new)]
    for key, graph in _common(*models):
        models[0][key], models[1][key] = _graphs_apart(graph, models[1][key])
    first, second = (
        replace(one, main=main, models=graphs)
        for one, main, graphs in zip((old, new), mains, models, strict=True)
    )
    if _is_same(old.training, new.training):
        first, second = replace(first, training=None), replace(second, training=None)
    for name in ("positions", "frames", "comments"):
        by_graph = [dict(getattr(one, name)) for one in (old, new)]
        for key, members in _common(*by_graph):
            by_graph[0][key], by_graph[1][key] = _members_apart(members, by_graph[1][key])
        changed: list[Any] = [{name: members} for members in by_graph]
        first, second = replace(first, **changed[0]), replace(second, **changed[1])
    return first, second


def _graphs_apart(old: ModelGraph, new: ModelGraph) -> tuple[ModelGraph, ModelGraph]:
    operations = _members_apart(old.operations, new.operations)
    nodes = _members_apart(old.nodes, new.nodes)
    first, second = (
        replace(one, operations=own, nodes=calls)
        for one, own, calls in zip((old, new), operations, nodes, strict=True)
    )
    return first, second


def _members_apart(old: Mapping[str, T], new: Mapping[str, T]) -> tuple[dict[str, T], dict[str, T]]:
    same = {key for key, value in _common(old, new) if _is_same(value, new[key])}
    first, second = ({k: v for k, v in one.items() if k not in same} for one in (old, new))
    return first, second


def _common(old: Mapping[str, T], new: Mapping[str, Any]) -> list[tuple[str, T]]:
    return [(key, value) for key, value in old.items() if key in new]


def _is_same(old: Any, new: Any) -> bool:
    """Whether two values are the same in JSON; now and then they are, and this does not see it."""
    return old is new or (old == new and repr(old) == repr(new))  # to Python, 1 and True are equal


def _moved(value: Any, wanted: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Where two equal JSON values have their members in another order that means something.

    Graphs, calls and operations are written sorted by their ids; arguments and arrangements of
    inputs and outputs are not.
    """
    if isinstance(wanted, dict):
        if [*value] != [*wanted] and (not path or path[-1] in ("dict", "config", "kwargs")):
            yield path, wanted
            return
        for key, item in wanted.items():
            yield from _moved(value[key], item, (*path, key))
    elif isinstance(wanted, list):
        for index, item in enumerate(wanted):
            yield from _moved(value[index], item, (*path, index))
