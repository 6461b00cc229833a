"""Operations of a design that several graphs call, put where a graph's own operations are.

What follows one graph at a time (analysis, emission, equivalence) works on `expanded`; only what
counts, makes or writes an object once needs to know which of its operations are the design's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Operation,
    SubModel,
)


def is_object(operation: Operation | None) -> bool:
    """Whether an operation is something that can be shared: no input, and no function."""
    if isinstance(operation, Layer):
        return operation.class_name != INPUT_CLASS
    return isinstance(operation, SubModel)


def expanded(design: Design) -> Design:
    """Return the design with every called operation in the graph that calls it.

    `Design.operations` stay, so that it can still be told which they are (see `shared_calls`).
    """
    if not design.operations:
        return design
    return replace(
        design,
        main=_filled(design.main, design),
        models={key: _filled(graph, design) for key, graph in design.models.items()},
    )


def operation_of(design: Design, graph: ModelGraph, operation: str) -> Operation | None:
    """An operation that a graph of the design calls: its own, else the design's."""
    return graph.operations.get(operation, design.operations.get(operation))


def shared_calls(design: Design) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Where the design's own operations are called.

    Args:
        design: As it is stored, not expanded.

    Returns:
        By id of the operation: by id of the graph, `"main"` for the main one, the ids of the calls
        there, sorted. Operations without a call have an empty mapping.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {key: {} for key in design.operations}
    for key, graph in ((MAIN, design.main), *sorted(design.models.items())):
        for node_id, node in sorted(graph.nodes.items()):
            if node.operation in found and node.operation not in graph.operations:
                places = found[node.operation]
                places[key] = (*places.get(key, ()), node_id)
    return found


def _filled(graph: ModelGraph, design: Design) -> ModelGraph:
    called = dict.fromkeys(node.operation for node in graph.nodes.values())
    missing = {
        key: design.operations[key]
        for key in called
        if key not in graph.operations and key in design.operations
    }
    return replace(graph, operations={**graph.operations, **missing}) if missing else graph
