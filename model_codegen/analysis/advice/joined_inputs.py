"""One input instead of several, where a Concatenate puts side by side what comes of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model_codegen.analysis.advice import reduced_graph
from model_codegen.design.graph import Layer, ModelGraph, Node, TensorRef
from model_codegen.design.patches import fresh_names
from model_codegen.design.traversal import Flow, flow, leaves

_CONCATENATE = "keras.layers.Concatenate"
_FLATTEN = "keras.layers.Flatten"


@dataclass(frozen=True)
class Joined:
    """A graph with one input.

    Attributes:
        graph: The graph.
        size: The shape of a sample, as text.
        kept: The calls that one of the inputs went through: all of them go through these now.
        gone: The calls that the others went through.
    """

    graph: ModelGraph
    size: str
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Way:
    """An input, and the calls that it goes through until it meets the others."""

    node: str
    layer: Layer
    shape: tuple[int, ...]
    calls: tuple[str, ...]

    @property
    def end(self) -> str:
        return self.calls[-1] if self.calls else self.node


def joined(graph: ModelGraph, outputs: Sequence[TensorRef]) -> Joined | None:
    """One input for all, if that is a model of the same kind.

    Each input has to go to one Concatenate by a way of its own, through layers that are called
    once. Where all are put side by side at once, or flattened first, nothing is lost. Otherwise
    they have to be alike but for their last dimension, and the longest way is kept for all.

    Args:
        graph: The graph.
        outputs: Its outputs.

    Returns:
        None where they meet nowhere, or are not alike.
    """
    known = flow(graph)
    ways = _ways(graph, known, {ref.node for ref in outputs})
    if ways is None:
        return None
    merge, found = ways
    first = found[0]
    if any(_kind(way.layer) != _kind(first.layer) for way in found):
        return None
    flat = [call for way in found for call in way.calls]
    if all(_class(graph, call) == _FLATTEN for call in flat) and all(
        way.calls or len(way.shape) == 1 for way in found
    ):
        shape: tuple[int, ...] = (sum(math.prod(way.shape) for way in found),)
        longest = None
    else:
        if any(way.shape[:-1] != first.shape[:-1] for way in found) or not first.shape:
            return None
        if flat and not str(first.layer.dtype or "float").startswith("float"):
            return None  # Indices of one table are none of another.
        shape = (*first.shape[:-1], sum(way.shape[-1] for way in found))
        longest = max(found, key=lambda way: len(way.calls)) if flat else None
    name = next(fresh_names(graph, "inputs"))
    layer = replace(first.layer, name=name, config={**first.layer.config, "shape": [*shape]})
    nodes = {**graph.nodes, name: Node(name)}
    end = name
    if longest is not None:
        begin = longest.calls[0]
        nodes[begin] = reduced_graph.renamed(nodes[begin], {longest.node: name})
        end = longest.end
    bare = replace(graph, operations={**graph.operations, name: layer}, nodes=nodes, inputs=name)
    whole = reduced_graph.instead(bare, {merge: TensorRef(end)}, outputs)
    size = f"{shape[0]:,}" if len(shape) == 1 else str(shape)
    if longest is None:
        return Joined(whole, size)
    others = tuple(call for way in found if way is not longest for call in way.calls)
    return Joined(whole, size, longest.calls, others)


def _ways(graph: ModelGraph, known: Flow, outputs: set[str]) -> tuple[str, list[_Way]] | None:
    """The Concatenate in which all inputs meet, and their ways there in its order."""
    found: dict[str, _Way] = {}
    merges = set()
    for node_id in leaves(graph.inputs):
        layer = (
            graph.operations.get(graph.nodes[node_id].operation) if node_id in graph.nodes else None
        )
        shape = layer.config.get("shape") if isinstance(layer, Layer) else None
        if not isinstance(layer, Layer) or not isinstance(shape, list):
            return None
        if not all(type(size) is int for size in shape):
            return None
        way = _way(graph, known, node_id, outputs)
        if way is None:
            return None
        merge, calls = way
        merges.add(merge)
        one = _Way(node_id, layer, tuple(shape), calls)
        found[one.end] = one
    if len(merges) != 1:
        return None
    (merge,) = merges
    sources = [ref.node for ref in known.references[merge]]
    if sorted(sources) != sorted(found):
        return None
    return merge, [found[source] for source in sources]


def _way(
    graph: ModelGraph, known: Flow, node_id: str, outputs: set[str]
) -> tuple[str, tuple[str, ...]] | None:
    """The first Concatenate below an input, and the calls before it, if nothing branches off."""
    calls: list[str] = []
    here = node_id
    while True:
        users = {*known.consumers[here]}
        if len(users) != 1 or here in outputs:
            return None
        (user,) = users
        if _class(graph, user) == _CONCATENATE:
            operation = graph.operations[graph.nodes[user].operation]
            plain = isinstance(operation, Layer) and operation.config.get("axis", -1) == -1
            return (user, tuple(calls)) if plain else None
        alone = [
            one for one in graph.nodes.values() if one.operation == graph.nodes[user].operation
        ]
        if len(known.references[user]) != 1 or len(alone) != 1 or not _class(graph, user):
            return None
        calls.append(user)
        here = user


def _class(graph: ModelGraph, node_id: str) -> str:
    """The class of a layer that is called; empty where it is a function, a block, or shared."""
    operation = graph.operations.get(graph.nodes[node_id].operation)
    return operation.class_name if isinstance(operation, Layer) else ""


def _kind(layer: Layer) -> object:
    """What inputs have to have in common, beside their shape."""
    return layer.dtype, {key: value for key, value in layer.config.items() if key != "shape"}
