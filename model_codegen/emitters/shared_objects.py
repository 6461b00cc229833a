"""Which objects of a program several places share, and who has to be given them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from model_codegen.design.config_references import held_ids
from model_codegen.design.definition_order import making_order
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, Operation, SubModel


@dataclass(frozen=True)
class Called:
    """What one graph calls, as far as it is needed here.

    Attributes:
        graph_id: The graph.
        operations: Its operations that reach an output, by id.
        shared: Which of them are the design's.
    """

    graph_id: str
    operations: Mapping[str, Operation]
    shared: frozenset[str]


@dataclass(frozen=True)
class SharedObjects:
    """The design's operations in a program.

    An operation that only one place needs is written there, as if it were the graph's own; one that
    several need is made where the model is built, and handed to those that need it.

    Attributes:
        made: Those that are made once for several places, each after those that it needs.
        instances: How many instances of each definition there are, and one of `"main"`.
        needs: By definition: those that its builder has to be given, in the order of `made`.
        called: By operation: the graphs that call it.
        holders: By operation: the classes of the layers that have it as an argument, once for each
            time.
    """

    made: tuple[str, ...] = ()
    instances: Mapping[str, int] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def shared_objects(design: Design, graphs: Sequence[Called]) -> SharedObjects:
    """Find out what is shared.

    Args:
        design: The design.
        graphs: The main graph, and those that it needs, each before those that it needs itself.
    """
    reached = _reached(design, graphs)
    instances = Counter({MAIN: 1})
    for operation in reached.values():
        if isinstance(operation, SubModel):
            instances[operation.model] += operation.repeat
    uses: Counter[str] = Counter()
    called: dict[str, tuple[str, ...]] = {}
    holders: dict[str, list[str]] = {}
    for graph in graphs:
        count = instances[graph.graph_id]
        for key, operation in graph.operations.items():
            if key in graph.shared:
                uses[key] += count
                called[key] = (*called.get(key, ()), graph.graph_id)
                continue
            if isinstance(operation, SubModel):
                instances[operation.model] += count * operation.repeat
            for inner in held_ids(operation):
                uses[inner] += count
                holders.setdefault(inner, []).append(_kind(operation))
    for operation in reached.values():
        for inner in held_ids(operation):
            uses[inner] += 1
            holders.setdefault(inner, []).append(_kind(operation))
    several = {key for key in reached if uses[key] > 1}
    made = tuple(key for key in making_order(design).operations if key in several)
    return SharedObjects(
        made,
        instances,
        _needs(design, graphs, made),
        called,
        {key: tuple(found) for key, found in holders.items()},
    )


def _reached(design: Design, graphs: Iterable[Called]) -> dict[str, Operation]:
    """The design's operations that the model is made of."""
    found: dict[str, Operation] = {}
    pending: list[str] = []
    for graph in graphs:
        for key, operation in graph.operations.items():
            pending += [key] if key in graph.shared else held_ids(operation)
    while pending:
        key = pending.pop()
        if key not in found:
            found[key] = design.operations[key]
            pending += held_ids(found[key])
    return found


def _needs(
    design: Design, graphs: Sequence[Called], made: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    needs: dict[str, tuple[str, ...]] = {}
    for graph in reversed(graphs):
        found: set[str] = set()
        pending = [(key if key in graph.shared else None, o) for key, o in graph.operations.items()]
        while pending:
            key, operation = pending.pop()
            if key in made and key is not None:
                found.add(key)
            elif isinstance(operation, SubModel):
                found.update(needs.get(operation.model, ()))
            else:
                pending += [(inner, design.operations[inner]) for inner in held_ids(operation)]
        needs[graph.graph_id] = tuple(key for key in made if key in found)
    return needs


def _kind(operation: Operation) -> str:
    return operation.class_name if isinstance(operation, Layer) else ""
