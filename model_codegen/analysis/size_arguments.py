"""Arguments of layers that decide on the size of a picture, changed so that a call fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.call_outcome import Success
from model_codegen.analysis.graph_state import GraphState
from model_codegen.analysis.symbol import Symbol
from model_codegen.design import patches
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer, Op, TensorRef
from model_codegen.design.wording import quote

_TRIED: Mapping[str, tuple[Any, ...]] = {
    "strides": (2, 1, 3, 4),
    "size": (2, 3, 4),
    "pool_size": (2, 1, 3, 4),
    "padding": ("same", "valid"),
}
"""By argument, what is tried of it: hardly anything else is used."""

_FARTHEST = 8
"""How many calls may lie between such a layer and the call that does not fit."""


def size_arguments(state: GraphState, node_id: str, operation: Layer | Op) -> Iterator[Fix]:
    """Changes of one layer before a call that joins several tensors, which Keras can make then.

    Args:
        state: What is known of the graph.
        node_id: The call.
        operation: What it calls.
    """
    refs = list(dict.fromkeys(state.flow.references[node_id]))
    shapes = {state.symbols[ref.node][ref.index].shape for ref in refs}
    if len(refs) < 2 or len({len(shape) for shape in shapes}) != 1 or min(map(len, shapes)) < 3:
        return
    for ref in refs:
        for number, way in enumerate(_way_back(state, ref)):
            changed = state.graph.nodes[way].operation
            layer = state.graph.operations[changed]
            if not isinstance(layer, Layer) or len(state.calls[changed]) > 1:
                continue
            for argument, better in _changes(layer):
                made = replace(layer, config={**layer.config, argument: better})
                if _works(state, node_id, operation, way, made, number):
                    title = f"Set {argument} of {quote(layer.name)} to {better}"
                    where = patches.graph_pointer(
                        state.graph_id, "operations", changed, "config", argument
                    )
                    yield patches.fix(title, [patches.add(where, better)])


def _changes(layer: Layer) -> Iterator[tuple[str, Any]]:
    """Other values of arguments that decide on sizes."""
    entry = catalogue.find(layer.class_name)
    if entry is None or layer.recorded is not None or entry.kind != "layer":
        return
    for argument, values in _TRIED.items():
        schema = entry.schema["properties"].get(argument)
        if schema is None or (argument not in layer.config and "default" not in schema):
            continue
        now = layer.config.get(argument, schema.get("default"))
        for value in values:
            if now != value and now != [value] * (len(now) if isinstance(now, list) else 0):
                yield argument, value


def _way_back(state: GraphState, ref: TensorRef) -> Iterator[str]:
    """The calls before a tensor, the nearest first, as long as each takes one tensor."""
    here = ref.node
    for _ in range(_FARTHEST):
        refs = state.flow.references[here]
        if not refs or here not in state.symbols:
            return
        yield here
        if len(refs) > 1:
            return
        here = refs[0].node


def _works(
    state: GraphState, node_id: str, operation: Layer | Op, way: str, made: Layer, number: int
) -> bool:
    """Whether Keras takes the call once one of the calls before it is of another layer.

    Args:
        state: What is known of the graph.
        node_id: The call.
        operation: What it calls.
        way: The call of the other layer.
        made: The other layer.
        number: How many calls lie between the two.
    """
    symbols: dict[str, tuple[Symbol, ...]] = dict(state.symbols)
    here, called = way, made
    between = state.flow.reach(state.flow.sources[node_id])
    for _ in range(number + 1):
        outcome = state.attempt(called, state.graph.nodes[here], symbols)
        if not isinstance(outcome, Success):
            return False
        symbols[here] = outcome.outputs
        following = [n for n in state.flow.consumers[here] if n in between]
        if here in state.flow.sources[node_id]:
            break
        if len(following) != 1:
            return False
        here = following[0]
        found = state.graph.operations.get(state.graph.nodes[here].operation)
        if not isinstance(found, Layer):
            return False
        called = found
    return isinstance(state.attempt(operation, state.graph.nodes[node_id], symbols), Success)
