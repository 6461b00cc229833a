"""Frames around what repeats in a large graph, collapsed: it opens as a picture of its blocks.

Names of layers tell most of it, as those of `keras.applications` do (`conv2_block1_1_conv`); where
they do not, the graph itself does: what lies between tensors that alone lead on, and repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import isqrt

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Frame, Layer, ModelGraph, Operation
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import is_input, order, references
from model_codegen.importers.graph_sections import sections, units
from model_codegen.importers.name_stems import LEAST, by_stems, common_beginning, title
from model_codegen.importers.node_groups import NodeGroup, convex, with_loose

LARGE = 150
"""A graph of more nodes than this is framed: about what a screen still shows with its names."""

MOST_DRAWN = 40
"""Of more blocks in a row than this, some are framed together once more."""

TOLD = 0.6
"""The share of nodes in groups from which on names are taken to tell how a model is built."""

COLORS = ("blue", "green", "orange", "purple", "yellow", "pink")


def with_structure_frames(design: Design) -> Design:
    """The design with collapsed frames around what repeats in its large graphs.

    Args:
        design: Any design. A graph that has frames keeps them as they are; a large one's are
            collapsed.
    """
    graphs = {MAIN: design.main, **design.models}
    frames = dict(design.frames)
    for key, graph in graphs.items():
        if len(graph.nodes) <= LARGE:
            continue
        own = frames.get(key)
        found = (
            {name: replace(frame, collapsed=True) for name, frame in own.items()}
            if own
            else structure_frames(design, graph)
        )
        if found:
            frames[key] = found
    return design if frames == design.frames else replace(design, frames=frames)


def structure_frames(design: Design, graph: ModelGraph) -> dict[str, Frame]:
    """Collapsed frames around what repeats in a graph.

    Args:
        design: The document that it is of.
        graph: One of its graphs.

    Returns:
        Frames by id, at most two deep, and none where nothing repeats. No path leaves one and comes
        back to it.
    """
    nodes = [node for node in order(graph) if not is_input(graph, node)]
    sources = {node: [ref.node for ref in references(graph.nodes[node])] for node in nodes}
    operations = {node: operation_of(design, graph, graph.nodes[node].operation) for node in nodes}
    groups = convex(with_loose(_named(nodes, operations), nodes, sources), sources)
    if sum(len(group.nodes) for group in groups) < TOLD * len(nodes):
        groups = convex(_sectioned(nodes, sources, operations), sources)
    return _frames(_rows(groups, nodes, operations), operations)


def _named(nodes: Sequence[str], operations: Mapping[str, Operation | None]) -> list[NodeGroup]:
    """Groups by how names begin."""
    names = {node: getattr(operations[node], "name", "") for node in nodes}
    outer: dict[str, list[str]] = {}
    inner: dict[str, dict[str, list[str]]] = {}
    for node, stems in zip(nodes, by_stems(names), strict=True):
        if stems:
            outer.setdefault(stems[0], []).append(node)
        if len(stems) > 1:
            inner.setdefault(stems[0], {}).setdefault(stems[1], []).append(node)
    common = common_beginning([name for name in names.values() if name])
    found = []
    for stem, members in outer.items():
        own = [
            NodeGroup(title(part, common), some)
            for part, some in inner.get(stem, {}).items()
            if LEAST <= len(some) < len(members)
        ]
        found.append(NodeGroup(title(stem, common), members, own if len(own) > 1 else []))
    return [group for group in found if len(group.nodes) >= LEAST]


def _sectioned(
    nodes: Sequence[str],
    sources: Mapping[str, Sequence[str]],
    operations: Mapping[str, Operation | None],
) -> list[NodeGroup]:
    """Groups by what the graph itself is made of."""
    kinds = {node: _kind(operations[node]) for node in nodes}
    known = set(nodes)
    inside = {node: [one for one in sources[node] if one in known] for node in nodes}
    found = [part for part in units(sections(nodes, inside), kinds) if len(part) >= LEAST]
    if len(found) < 2:
        return []
    return [NodeGroup(f"block {count}", part) for count, part in enumerate(found, 1)]


def _kind(operation: Operation | None) -> str:
    match operation:
        case Layer(class_name=name):
            return name
        case None:
            return ""
        case _:
            return str(getattr(operation, "function", getattr(operation, "model", "")))


def _rows(
    groups: Sequence[NodeGroup], nodes: Sequence[str], operations: Mapping[str, Operation | None]
) -> list[NodeGroup]:
    """Groups of like groups, where more of them follow on each other than a screen shows."""
    loose = len(nodes) - sum(len(group.nodes) for group in groups)
    if len(groups) + loose <= MOST_DRAWN:
        return list(groups)
    found: list[NodeGroup] = []
    for _, run in groupby(groups, lambda group: _contents(group, operations)):
        alike = list(run)
        if len(alike) < MOST_DRAWN // 3 or any(group.inner for group in alike):
            found += alike
            continue
        size = isqrt(len(alike) - 1) + 1
        for begin in range(0, len(alike), size):
            some = alike[begin : begin + size]
            inside = [node for group in some for node in group.nodes]
            found.append(NodeGroup(f"{some[0].title} – {some[-1].title}", inside, some))
    return found


def _contents(group: NodeGroup, operations: Mapping[str, Operation | None]) -> tuple[str, ...]:
    """What is in a group, in no order: groups with the same are alike."""
    return tuple(sorted(_kind(operations[node]) for node in group.nodes))


def _frames(
    groups: Iterable[NodeGroup], operations: Mapping[str, Operation | None]
) -> dict[str, Frame]:
    """Frames of groups and of those within them; what is alike has one colour."""
    frames: dict[str, Frame] = {}
    colors: dict[tuple[str, ...], str] = {}

    def add(group: NodeGroup, outer: str | None = None) -> None:
        text = group.title if not group.title.isidentifier() else f"{group.title} (block)"
        contents = _contents(group, operations)
        color = outer or colors.setdefault(contents, COLORS[len(colors) % len(COLORS)])
        frames[f"frame_{len(frames) + 1}"] = Frame(text, tuple(group.nodes), color, collapsed=True)
        for inner in group.inner:
            add(inner, color)

    for group in groups:
        add(group)
    return frames
