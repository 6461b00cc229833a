"""Weights that a model has once and its design several times: found and told, with both figures.

A design shares an operation between the calls of one graph. An object that two graphs call, or that
stands twice in one config, it holds as copies; see docs/decisions/0132-lost-sharing-is-told.md.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from model_codegen.analysis import analyse
from model_codegen.analysis.analysis_result import Analysis, OperationAnalysis
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.wording import listing, quote


@dataclass(frozen=True)
class Holder:
    """A model of those that were read.

    Attributes:
        graph: The id of its graph.
        held: By id of its operations: the object that has their weights.
    """

    graph: str
    held: Mapping[str, Hashable]


@dataclass
class Objects:
    """Which operations of a design were one object.

    Attributes:
        root: The model that the design is of.
        models: By object: what the models hold.
        cells: By object: the cells that a recurrent layer stacks, each with its name.
    """

    root: Hashable
    models: dict[Hashable, Holder] = field(default_factory=dict)
    cells: dict[Hashable, tuple[tuple[str, Hashable], ...]] = field(default_factory=dict)


_Place = tuple[str, str]
"""Ids of a graph and an operation."""


def lost_sharing(design: Design, objects: Objects) -> list[Diagnostic]:
    """Say which weights the design has more often than the model.

    Args:
        design: What was made of the model.
        objects: Its objects.
    """
    places: defaultdict[Hashable, list[_Place]] = defaultdict(list)
    for model in _reached(objects):
        for key, held in objects.models[model].held.items():
            places[held].append((objects.models[model].graph, key))
    again = [held for held, found in places.items() if len(found) > 1]
    stacked = [held for held in places if _repeats(objects.cells.get(held, ()))]
    if not again and not stacked:
        return []
    analysis = analyse(design)
    figures = _figures(analysis, objects, places)
    groups: defaultdict[tuple[str, ...], list[Hashable]] = defaultdict(list)
    for held in again:
        found = _operation(analysis, places[held][0])
        if found is None or found.weights is None or found.params:  # what has no weights loses none
            groups[tuple(graph for graph, _ in places[held])].append(held)
    told = [_told(design, [places[held] for held in group], figures) for group in groups.values()]
    return told + [_cells_told(design, places[held][0], objects.cells[held], figures)
                   for held in stacked]  # fmt: skip


def _reached(objects: Objects) -> Iterator[Hashable]:
    """The models, each once, the outer ones first."""
    pending, seen = [objects.root], {objects.root}
    for model in pending:
        yield model
        for held in objects.models[model].held.values():
            if held in objects.models and held not in seen:
                seen.add(held)
                pending.append(held)


def _repeats(cells: tuple[tuple[str, Hashable], ...]) -> bool:
    return len({cell for _, cell in cells}) < len(cells)


def _operation(analysis: Analysis, place: _Place) -> OperationAnalysis | None:
    graph, key = place
    return analysis.graphs[graph].operations.get(key) if graph in analysis.graphs else None


def _figures(
    analysis: Analysis, objects: Objects, places: Mapping[Hashable, list[_Place]]
) -> tuple[int, int] | None:
    """The parameters of the design, and of the model; None if either is not known."""
    if analysis.errors:
        return None
    true = 0
    for held, found in places.items():
        operation = _operation(analysis, found[0])
        if held in objects.models or operation is None:
            continue
        true += operation.params
        cells = objects.cells.get(held, ())
        if _repeats(cells):
            stacked = [cell for _, cell in cells]
            sizes = _sizes(operation, stacked)
            if sizes is None:
                return None
            true -= sum(s for at, s in enumerate(sizes) if stacked[at] in stacked[:at])
    return analysis.total_params, true


def _sizes(operation: OperationAnalysis, cells: list[Hashable]) -> list[int] | None:
    """The parameters of each cell of a stack: its weights stand one cell after the other."""
    by_cell = groupby(operation.weights or (), lambda weight: weight.path.rpartition("/")[0])
    sizes = [sum(math.prod(weight.shape) for weight in weights) for _, weights in by_cell]
    if len(sizes) == len(cells):
        return sizes
    runs = [len([*run]) for _, run in groupby(cells)]  # copies of a cell with a name of its own
    if len(sizes) != len(runs):
        return None
    return [size // run for size, run in zip(sizes, runs, strict=True) for _ in range(run)]


def _told(
    design: Design, layers: list[list[_Place]], figures: tuple[int, int] | None
) -> Diagnostic:
    """What is said of layers that the same graphs hold."""
    names = listing([quote(places[0][1]) for places in layers])
    first = layers[0]
    graphs = listing([_within(design, graph) for graph in dict.fromkeys(g for g, _ in first)])
    if len(layers) > 1:
        subject = f"{names} are the same layers {graphs}"
    elif len({key for _, key in first}) == 1:
        subject = f"{names} is one layer {graphs}"
    else:
        where = [f"as {quote(key)} {_within(design, graph)}" for graph, key in first]
        subject = f"One layer is used {listing(where)}"
    keys = {key for places in layers for graph, key in places if graph == first[0][0]}
    message = f"{subject}. A design cannot hold that yet, and has copies{_counted(figures)}"
    return _diagnostic(design, first[0][0], keys, message)


def _cells_told(
    design: Design,
    place: _Place,
    cells: tuple[tuple[str, Hashable], ...],
    figures: tuple[int, int] | None,
) -> Diagnostic:
    """What is said of a layer that stacks one cell several times."""
    objects = [cell for _, cell in cells]
    names = {cell: name for name, cell in cells if objects.count(cell) > 1}
    often = listing([f"{quote(name)} {objects.count(cell)} times" for cell, name in names.items()])
    message = (
        f"{quote(place[1])} stacks the cell {often}, as one object. A config cannot say that, in "
        f"Keras' own files neither, and the design has copies{_counted(figures)}"
    )
    return _diagnostic(design, place[0], {place[1]}, message)


def _counted(figures: tuple[int, int] | None) -> str:
    if figures is None:
        return ", with weights of their own."
    return (
        f", with weights of their own: {figures[0]:,} parameters, where Keras has {figures[1]:,}."
    )


def _within(design: Design, graph: str) -> str:
    return f"in {'the model itself' if graph == MAIN else quote(design.models[graph].name)}"


def _diagnostic(design: Design, graph: str, keys: set[str], message: str) -> Diagnostic:
    nodes = (design.main if graph == MAIN else design.models[graph]).nodes
    where = tuple(node_id for node_id, node in nodes.items() if node.operation in keys)
    return Diagnostic("sharing-lost", "warning", message, where, graph)
