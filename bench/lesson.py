"""What each of a class draws: the siamese comparator, step by step, with widths of their own.

No two of the class ever have the same widths, and the widths decide the number of parameters: an
answer that belongs to somebody else's drawing is known by its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import jsonpatch

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design, Layer

CLASS = 64
"""More than there are people: widths that differ by it belong to one person."""

WIDTHS = 6
"""How many widths each tries, once the comparator is drawn."""

ORDER = (
    "left",
    "right",
    "dense",
    "dense_call_2",
    "dense_1",
    "dense_1_call_2",
    "concatenate",
    "same_digit",
)
"""The calls of the comparator, as one draws them."""


@dataclass(frozen=True)
class Step:
    """One edit.

    Attributes:
        patch: What it changes, as a JSON patch (RFC 6902) of the document before.
        document: The design after it, as JSON.
        total_params: How many parameters the design has then.
        units: What the first Dense has got, where this edit changes nothing else; else None.
    """

    patch: list[dict[str, Any]]
    document: dict[str, Any]
    total_params: int
    units: int | None = None


def widths(person: int) -> list[int]:
    """The widths of the first Dense that one person tries, and nobody else."""
    return [CLASS + person + CLASS * index for index in range(1, WIDTHS + 1)]


def comparator(units: int) -> Design:
    """The gallery's siamese comparator with another width of its first Dense."""
    design = gallery.load("siamese_comparator")
    layer = design.main.operations["dense"]
    assert isinstance(layer, Layer)
    changed = replace(layer, config={**layer.config, "units": units})
    operations = {**design.main.operations, "dense": changed}
    return replace(design, main=replace(design.main, operations=operations))


def drawing(person: int) -> list[Step]:
    """A round of edits of one person: call after call, other widths, and all away again.

    The last step leads back to the empty design that the first one began from.
    """
    full = comparator(CLASS + person)
    designs: list[tuple[Design, int | None]] = [
        (_drawn(full, count), None) for count in range(1, len(ORDER) + 1)
    ]
    designs += [(comparator(units), units) for units in widths(person)]
    return list(_steps(empty(person), [*designs, (empty(person), None)]))


def changes(person: int) -> list[Step]:
    """A round of changes of the width only; the last one is where the first one began."""
    all_units = [*widths(person), CLASS + person]
    return list(_steps(comparator(CLASS + person), [(comparator(u), u) for u in all_units]))


def empty(person: int) -> Design:
    """What one person begins with."""
    return _drawn(comparator(CLASS + person), 0)


def _drawn(full: Design, count: int) -> Design:
    """The first calls of a design, in the order in which they are drawn."""
    kept = ORDER[:count]
    graph = full.main
    nodes = {node: graph.nodes[node] for node in kept}
    used = {node.operation for node in nodes.values()}
    main = replace(
        graph,
        nodes=nodes,
        operations={name: made for name, made in graph.operations.items() if name in used},
        inputs=[name for name in ("left", "right") if name in kept],
    )
    places = {
        graph_id: {node: place for node, place in positions.items() if node in kept}
        for graph_id, positions in full.positions.items()
    }
    return replace(full, main=main, positions=places)


def _steps(first: Design, designs: list[tuple[Design, int | None]]) -> Iterator[Step]:
    before = to_json(first)
    for design, units in designs:
        after = to_json(design)
        patch = jsonpatch.make_patch(before, after).patch
        yield Step(patch, after, analyse(design).total_params or 0, units)
        before = after
