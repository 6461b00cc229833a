"""`LayerFacts`: one layer of a model with what predicates ask of it, in blocks, too."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, ModelGraph, Op, Operation, SubModel
from model_codegen.design.traversal import Flow, flow

MOST = 20_000
"""So many layers are looked at; blocks in blocks could make any number of them."""

DEEPEST = 32
"""So deep are blocks in blocks looked at."""


@dataclass(frozen=True)
class LayerFacts:
    """A layer, function or block that a model calls: one object, however often it is called.

    Attributes:
        name: Its own: `enc_1`; of a function the function's.
        path: With the blocks that it is in: `encoder/enc_1`.
        kind: Its class without the module, `Dense`; of a function its name, `add`; of a block the
            block's name.
        operation: As the design has it.
        graph: Id of the graph that it is in.
        nodes: Its calls there.
        times: How often the model calls it, each call of a block that it is in counted.
        trainable: Whether it may learn: neither it nor a block around it is frozen.
    """

    name: str
    path: str
    kind: str
    operation: Operation
    graph: str
    nodes: tuple[str, ...]
    times: int
    trainable: bool


class _Place(NamedTuple):
    """A graph as one object of a model; `keys` tells it from others of the same names."""

    graph_id: str
    keys: tuple[str, ...]
    path: str
    times: int
    trainable: bool
    depth: int


def layers_of(
    design: Design, unused: Collection[str], known: Flow | None = None
) -> tuple[LayerFacts, ...]:
    """What a model calls, in order; the first `MOST` of it.

    Args:
        design: As `expansion.expanded` makes it.
        unused: Calls of the main graph that do not count.
        known: How tensors run through the main graph, if that is at hand.
    """
    found: dict[tuple[str, ...], LayerFacts] = {}
    waiting = deque([_Place(MAIN, (), "", 1, True, 0)])
    for _ in range(MOST):
        if not waiting or len(found) >= MOST:
            break
        place = waiting.popleft()
        graph = design.main if place.graph_id == MAIN else design.models.get(place.graph_id)
        if graph is None:
            continue
        out = unused if place.graph_id == MAIN else ()
        through = known if known is not None and place.graph_id == MAIN else flow(graph)
        for key, nodes in _calls(graph, out, through).items():
            own = key in graph.operations
            operation = graph.operations.get(key) or design.operations.get(key)
            if operation is None:
                continue
            name = name_of(operation)
            path = f"{place.path}/{name}".lstrip("/") if own else name
            times = len(nodes) * place.times
            trainable = place.trainable and getattr(operation, "trainable", True)
            same = (*place.keys, key) if own else (key,)
            before = found.get(same)
            if before is not None:
                times += before.times
                trainable = trainable and before.trainable
            found[same] = LayerFacts(
                name,
                path,
                kind_of(operation, design),
                operation,
                place.graph_id,
                tuple(nodes),
                times,
                trainable,
            )
            if isinstance(operation, SubModel) and place.depth < DEEPEST:
                called = len(nodes) * place.times
                waiting.append(
                    _Place(operation.model, same, path, called, trainable, place.depth + 1)
                )
    return tuple(found.values())


def name_of(operation: Operation) -> str:
    """Its name; of a function the function's, without the module."""
    return operation.function.rpartition(".")[2] if isinstance(operation, Op) else operation.name


def kind_of(operation: Operation, design: Design) -> str:
    """Its class or function without the module; the name of a block."""
    match operation:
        case Layer():
            return operation.class_name.rpartition(".")[2]
        case Op():
            return operation.function.rpartition(".")[2]
    model = design.models.get(operation.model)
    return model.name if model else operation.model


def _calls(graph: ModelGraph, unused: Collection[str], known: Flow) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node_id in known.order:
        if node_id not in unused:
            found.setdefault(graph.nodes[node_id].operation, []).append(node_id)
    return found
