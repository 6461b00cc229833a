"""One-click changes, as JSON patches (RFC 6902) on the design's JSON form."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonpointer import escape

from model_codegen.design.diagnostics import MAIN, Fix
from model_codegen.design.fileformat.serialization import (
    argument_to_json,
    node_to_json,
    operation_to_json,
)
from model_codegen.design.graph import Layer, ModelGraph, Node, Op, Slice, SubModel, TensorRef
from model_codegen.design.traversal import SLICE_PARTS, Path

Operations = list[dict[str, Any]]


def graph_pointer(graph_id: str, *steps: str) -> str:
    """JSON pointer to something in a graph of the design."""
    parts = [MAIN] if graph_id == MAIN else ["models", graph_id]
    return pointer(*parts, *steps)


def pointer(*steps: str | int) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join(f"/{escape(str(step))}" for step in steps)


def argument_pointer(graph_id: str, graph: ModelGraph, node_id: str, path: Path) -> str:
    """JSON pointer to an argument of a call, through the tags that JSON needs for Python trees."""
    node = graph.nodes[node_id]
    kind, first, *rest = path
    steps: list[str | int] = [str(kind), first]
    here: Any = node.args[first] if isinstance(first, int) else node.kwargs[first]
    for step in rest:
        if isinstance(here, Slice):
            steps += ["slice", SLICE_PARTS.index(str(step))]
            here = getattr(here, str(step))
            continue
        if isinstance(here, tuple):
            steps.append("tuple")
        elif isinstance(here, Mapping):
            steps.append("dict")
        steps.append(step)
        here = here[step]
    return graph_pointer(graph_id, "nodes", node_id) + pointer(*steps)


def add(path: str, value: Any) -> dict[str, Any]:
    """Set a member of an object, whether it is there or not."""
    return {"op": "add", "path": path, "value": value}


def replace(path: str, value: Any) -> dict[str, Any]:
    """Change a value that is there."""
    return {"op": "replace", "path": path, "value": value}


def remove(path: str) -> dict[str, Any]:
    """Remove a value that is there."""
    return {"op": "remove", "path": path}


def set_dtype(graph_id: str, operation_id: str, dtype: str) -> Operations:
    """Give one layer its own dtype policy."""
    return [add(graph_pointer(graph_id, "operations", operation_id, "dtype"), dtype)]


def rename(graph_id: str, operation_id: str, name: str) -> Operations:
    """Give an operation another name."""
    return [replace(graph_pointer(graph_id, "operations", operation_id, "name"), name)]


def call_instead(graph_id: str, nodes: Mapping[str, str], gone: Sequence[str] = ()) -> Operations:
    """Let calls use other operations, and remove those that nothing calls any more.

    Args:
        graph_id: The graph.
        nodes: The operation that each call shall use, by node id.
        gone: Operations to remove.
    """
    moved = [
        replace(graph_pointer(graph_id, "nodes", node_id, "operation"), operation)
        for node_id, operation in nodes.items()
    ]
    return [*moved, *(remove(graph_pointer(graph_id, "operations", o)) for o in gone)]


def insert_layer(
    graph_id: str,
    graph: ModelGraph,
    layer: Layer,
    source: TensorRef,
    places: Sequence[tuple[str, Path]],
) -> Operations:
    """Put a layer between a tensor and some of the arguments it goes to.

    Args:
        graph_id: The graph's id.
        graph: The graph.
        layer: The new layer; its name is a new id as well.
        source: The tensor it takes.
        places: The calls and argument paths that take its tensor from now on.
    """
    node = Node(layer.name, (source,))
    return [
        add(graph_pointer(graph_id, "operations", layer.name), operation_to_json(layer)),
        add(graph_pointer(graph_id, "nodes", layer.name), node_to_json(node)),
        *(
            replace(
                argument_pointer(graph_id, graph, node_id, path),
                argument_to_json(TensorRef(layer.name)),
            )
            for node_id, path in places
        ),
    ]


def copy_operation(
    graph_id: str, operation: Layer | SubModel, name: str, node_id: str
) -> Operations:
    """Give one call an operation of its own, equal to the one it shared."""
    copied = {**operation_to_json(operation), "name": name}
    return [
        add(graph_pointer(graph_id, "operations", name), copied),
        *call_instead(graph_id, {node_id: name}),
    ]


def fresh(graph: ModelGraph, stem: str) -> str:
    """An id and name that nothing in the graph has: the stem, or with a number behind it."""
    return next(fresh_names(graph, stem))


def fresh_names(graph: ModelGraph, stem: str) -> Iterator[str]:
    """Such names, one after the other.

    Names of functions count as well: Keras calls a use of `keras.ops.add` "add", too.
    """
    names = {
        o.function.rpartition(".")[2] if isinstance(o, Op) else o.name
        for o in graph.operations.values()
    }
    taken = {*graph.operations, *graph.nodes, *names}
    numbered = (f"{stem}_{count}" for count in itertools.count(1))
    yield from (name for name in itertools.chain([stem], numbered) if name not in taken)


def fix(title: str, operations: Operations) -> Fix:
    """A titled change."""
    return Fix(title, tuple(operations))
