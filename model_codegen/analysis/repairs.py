"""Fixes for calls that failed; each is tried on Keras before it is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_outcome import Success
from model_codegen.analysis.graph_state import GraphState
from model_codegen.analysis.symbol import Symbol
from model_codegen.design import patches
from model_codegen.design.diagnostic_codes import Code
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer, Missing, Node, Op, SubModel, TensorRef
from model_codegen.design.traversal import Path, arguments, is_application, map_leaves

Insertion = tuple[str, Layer, TensorRef]
"""What to say, the layer to insert, and the tensor behind which it goes."""


def repair(state: GraphState, node_id: str, code: Code) -> Fix | None:
    """A change after which a failed call works, if there is an obvious one.

    Args:
        state: What is known of the graph.
        node_id: The call.
        code: Why it failed.
    """
    if code == "missing-argument":
        return _without_gap(state, node_id)
    node = state.graph.nodes[node_id]
    operation = state.graph.operations[node.operation]
    if code != "shape-mismatch":
        return None
    if state.build(node.operation) is not None and isinstance(operation, (Layer, SubModel)):
        return _own_copy(state, node_id, operation)
    if isinstance(operation, SubModel):
        return None
    if is_application(operation) and (found := _own_shape(state, node_id, operation)):
        return found
    for insertions in _candidates(state, node_id, operation):
        if _works(state, node_id, operation, insertions):
            return _inserted(state, node_id, insertions)
    return None


def _without_gap(state: GraphState, node_id: str) -> Fix | None:
    """Leave out an empty place that need not be there."""
    node = state.graph.nodes[node_id]
    gap = next((p for p, leaf in arguments(node) if isinstance(leaf, Missing)), None)
    if gap is None:
        return None
    if gap[0] == "kwargs" and len(gap) == 2:
        title = f"Leave out {gap[1]}"
    elif len(gap) == 3 and gap[0] == "args" and len(state.flow.references[node_id]) > 1:
        title = "Remove the empty place"
    else:
        return None
    where = patches.argument_pointer(state.graph_id, state.graph, node_id, gap)
    return patches.fix(title, [patches.remove(where)])


def _own_shape(state: GraphState, node_id: str, model: Layer) -> Fix | None:
    """Let a model of `keras.applications` be made for the shape that comes."""
    node, refs = state.graph.nodes[node_id], state.flow.references[node_id]
    if len(refs) != 1:
        return None
    shape = list(state.symbols[refs[0].node][refs[0].index].shape[1:])
    made = replace(model, config={**model.config, "input_shape": shape})
    if not isinstance(state.attempt(made, node, state.symbols), Success):
        return None
    where = patches.graph_pointer(
        state.graph_id, "operations", node.operation, "config", "input_shape"
    )
    title = f"Make {state.words.node(node_id)} for {tuple(shape)}"
    return patches.fix(title, [patches.add(where, shape)])


def _own_copy(state: GraphState, node_id: str, operation: Layer | SubModel) -> Fix | None:
    if isinstance(operation, Layer):
        outcome = state.attempt(operation, state.graph.nodes[node_id], state.symbols)
        if not isinstance(outcome, Success):
            return None
    name = patches.fresh(state.graph, operation.name)
    title = "Make it a copy with weights of its own"
    return patches.fix(title, patches.copy_operation(state.graph_id, operation, name, node_id))


def _candidates(
    state: GraphState, node_id: str, operation: Layer | Op
) -> Iterator[list[Insertion]]:
    """Layers that may make the tensors of a call fit, the likeliest first."""
    refs = list(dict.fromkeys(state.flow.references[node_id]))
    symbols = {ref: state.symbols[ref.node][ref.index] for ref in refs}
    if len(refs) > 1:
        target = _target(state, refs, symbols)
        odd = [ref for ref in refs if symbols[ref].shape != symbols[target].shape]
        projections = [_projection(state, ref, symbols[ref], symbols[target]) for ref in odd]
        if all(projections):
            yield [p for p in projections if p is not None]
        yield [_flatten(state, ref) for ref in refs if len(symbols[ref].shape) > 2]
    elif refs:
        shape = symbols[refs[0]].shape[1:]
        if is_application(operation):
            yield from _resized(state, refs[0], operation)
        if all(size is not None for size in shape):
            layer = Layer(
                "keras.layers.Reshape",
                patches.fresh(state.graph, "reshape"),
                {"target_shape": [*shape, 1]},
            )
            yield [(f"Insert a Reshape to {(*shape, 1)}", layer, refs[0])]
        yield [_flatten(state, refs[0])]


def _resized(state: GraphState, ref: TensorRef, model: Layer) -> Iterator[list[Insertion]]:
    height, width = application(model, state.dtype_policy).model.input_shape[1:3]
    if None not in (height, width):
        config = {"height": height, "width": width}
        layer = Layer("keras.layers.Resizing", patches.fresh(state.graph, "resizing"), config)
        title = f"Insert a Resizing to {height}x{width} after {state.words.node(ref.node)}"
        yield [(title, layer, ref)]


def _target(
    state: GraphState, refs: list[TensorRef], symbols: dict[TensorRef, Symbol]
) -> TensorRef:
    """The tensor whose shape the others shall get: the commonest shape; of two the one further on,

    since a shortcut is what one projects; else the first.
    """
    (shape, count), *others = Counter(symbols[ref].shape for ref in refs).most_common()
    if not others or count > others[0][1]:
        return next(ref for ref in refs if symbols[ref].shape == shape)
    for ref in refs:
        behind = state.flow.reach([ref.node])
        if all(other.node in behind for other in refs):
            return ref
    return refs[0]


def _projection(state: GraphState, ref: TensorRef, odd: Symbol, target: Symbol) -> Insertion | None:
    size = target.shape[-1] if target.shape else None
    if len(odd.shape) != len(target.shape) or odd.shape[:-1] != target.shape[:-1] or size is None:
        return None
    if len(odd.shape) == 4:
        layer = Layer(
            "keras.layers.Conv2D",
            patches.fresh(state.graph, "projection"),
            {"filters": size, "kernel_size": 1},
        )
        title = f"Insert a 1x1 Conv2D({size}) after {state.words.node(ref.node)}"
    else:
        name = patches.fresh(state.graph, "projection")
        layer = Layer("keras.layers.Dense", name, {"units": size})
        title = f"Insert a Dense({size}) after {state.words.node(ref.node)}"
    return title, layer, ref


def _flatten(state: GraphState, ref: TensorRef) -> Insertion:
    layer = Layer("keras.layers.Flatten", patches.fresh(state.graph, "flatten"))
    return f"Insert a Flatten after {state.words.node(ref.node)}", layer, ref


def _works(
    state: GraphState, node_id: str, operation: Layer | Op, insertions: list[Insertion]
) -> bool:
    """Whether Keras takes the call once the layers are in."""
    if not insertions:
        return False
    symbols = dict(state.symbols)
    swapped: dict[Any, TensorRef] = {}
    for number, (_, layer, ref) in enumerate(insertions):
        inserted = f"\0{number}"
        node = Node(inserted, (ref,))
        outcome = state.attempt(layer, node, symbols)
        if not isinstance(outcome, Success):
            return False
        symbols[inserted] = outcome.outputs
        swapped[ref] = TensorRef(inserted)
    before = state.graph.nodes[node_id]
    node = Node(
        before.operation,
        map_leaves(before.args, lambda leaf: _swap(leaf, swapped)),
        map_leaves(dict(before.kwargs), lambda leaf: _swap(leaf, swapped)),
    )
    return isinstance(state.attempt(operation, node, symbols), Success)


def _swap(leaf: Any, swapped: dict[Any, TensorRef]) -> Any:
    return swapped.get(leaf, leaf) if isinstance(leaf, TensorRef) else leaf


def _inserted(state: GraphState, node_id: str, insertions: list[Insertion]) -> Fix:
    operations: patches.Operations = []
    names: set[str] = set()
    for _, layer, ref in insertions:
        name = layer.name
        while name in names:
            name += "_"
        names.add(name)
        places: list[tuple[str, Path]] = [
            (node_id, path) for path, leaf in arguments(state.graph.nodes[node_id]) if leaf == ref
        ]
        named = Layer(layer.class_name, name, layer.config)
        operations += patches.insert_layer(state.graph_id, state.graph, named, ref, places)
    title = insertions[0][0] if len(insertions) == 1 else f"Insert {len(insertions)} layers"
    return patches.fix(title, operations)
