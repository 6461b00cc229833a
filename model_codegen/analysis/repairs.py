"""Fixes for calls that failed; each is tried on Keras before it is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_outcome import Success
from model_codegen.analysis.symbol import Symbol
from model_codegen.design import patches
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer, Missing, Node, Op, SubModel, TensorRef
from model_codegen.design.traversal import Path, arguments, is_application, map_leaves

if TYPE_CHECKING:
    from model_codegen.analysis.graph_analysis import GraphRun

Insertion = tuple[str, Layer, TensorRef]
"""What to say, the layer to insert, and the tensor behind which it goes."""


def repair(run: GraphRun, node_id: str, code: str) -> Fix | None:
    """A change after which a failed call works, if there is an obvious one.

    Args:
        run: The graph's analysis.
        node_id: The call.
        code: Why it failed.
    """
    if code == "missing-argument":
        return _without_gap(run, node_id)
    node = run.graph.nodes[node_id]
    operation = run.graph.operations[node.operation]
    if code != "shape-mismatch":
        return None
    if node.operation in run.builds and isinstance(operation, (Layer, SubModel)):
        return _own_copy(run, node_id, operation)
    if isinstance(operation, SubModel):
        return None
    if is_application(operation) and (found := _own_shape(run, node_id, operation)):
        return found
    for insertions in _candidates(run, node_id, operation):
        if _works(run, node_id, operation, insertions):
            return _inserted(run, node_id, insertions)
    return None


def _without_gap(run: GraphRun, node_id: str) -> Fix | None:
    """Leave out an empty place that need not be there."""
    node = run.graph.nodes[node_id]
    gap = next((p for p, leaf in arguments(node) if isinstance(leaf, Missing)), None)
    if gap is None:
        return None
    if gap[0] == "kwargs" and len(gap) == 2:
        title = f"Leave out {gap[1]}"
    elif len(gap) == 3 and gap[0] == "args" and len(run.flow.references[node_id]) > 1:
        title = "Remove the empty place"
    else:
        return None
    where = patches.argument_pointer(run.graph_id, run.graph, node_id, gap)
    return patches.fix(title, [patches.remove(where)])


def _own_shape(run: GraphRun, node_id: str, model: Layer) -> Fix | None:
    """Let a model of `keras.applications` be made for the shape that comes."""
    node, refs = run.graph.nodes[node_id], run.flow.references[node_id]
    if len(refs) != 1:
        return None
    shape = list(run.symbols[refs[0].node][refs[0].index].shape[1:])
    made = replace(model, config={**model.config, "input_shape": shape})
    if not isinstance(run.attempt(made, node, run.symbols), Success):
        return None
    where = patches.graph_pointer(
        run.graph_id, "operations", node.operation, "config", "input_shape"
    )
    title = f"Make {run.words.node(node_id)} for {tuple(shape)}"
    return patches.fix(title, [patches.add(where, shape)])


def _own_copy(run: GraphRun, node_id: str, operation: Layer | SubModel) -> Fix | None:
    if isinstance(operation, Layer):
        outcome = run.attempt(operation, run.graph.nodes[node_id], run.symbols)
        if not isinstance(outcome, Success):
            return None
    name = patches.fresh(run.graph, operation.name)
    title = "Make it a copy with weights of its own"
    return patches.fix(title, patches.copy_operation(run.graph_id, operation, name, node_id))


def _candidates(run: GraphRun, node_id: str, operation: Layer | Op) -> Iterator[list[Insertion]]:
    """Layers that may make the tensors of a call fit, the likeliest first."""
    refs = list(dict.fromkeys(run.flow.references[node_id]))
    symbols = {ref: run.symbols[ref.node][ref.index] for ref in refs}
    if len(refs) > 1:
        target = _target(run, refs, symbols)
        odd = [ref for ref in refs if symbols[ref].shape != symbols[target].shape]
        projections = [_projection(run, ref, symbols[ref], symbols[target]) for ref in odd]
        if all(projections):
            yield [p for p in projections if p is not None]
        yield [_flatten(run, ref) for ref in refs if len(symbols[ref].shape) > 2]
    elif refs:
        shape = symbols[refs[0]].shape[1:]
        if is_application(operation):
            yield from _resized(run, refs[0], operation)
        if all(size is not None for size in shape):
            layer = Layer(
                "keras.layers.Reshape",
                patches.fresh(run.graph, "reshape"),
                {"target_shape": [*shape, 1]},
            )
            yield [(f"Insert a Reshape to {(*shape, 1)}", layer, refs[0])]
        yield [_flatten(run, refs[0])]


def _resized(run: GraphRun, ref: TensorRef, model: Layer) -> Iterator[list[Insertion]]:
    height, width = application(model, run.dtype_policy).model.input_shape[1:3]
    if None not in (height, width):
        config = {"height": height, "width": width}
        layer = Layer("keras.layers.Resizing", patches.fresh(run.graph, "resizing"), config)
        title = f"Insert a Resizing to {height}x{width} after {run.words.node(ref.node)}"
        yield [(title, layer, ref)]


def _target(run: GraphRun, refs: list[TensorRef], symbols: dict[TensorRef, Symbol]) -> TensorRef:
    """The tensor whose shape the others shall get: the commonest shape; of two the one further on,

    since a shortcut is what one projects; else the first.
    """
    (shape, count), *others = Counter(symbols[ref].shape for ref in refs).most_common()
    if not others or count > others[0][1]:
        return next(ref for ref in refs if symbols[ref].shape == shape)
    for ref in refs:
        behind = run.flow.reach([ref.node])
        if all(other.node in behind for other in refs):
            return ref
    return refs[0]


def _projection(run: GraphRun, ref: TensorRef, odd: Symbol, target: Symbol) -> Insertion | None:
    size = target.shape[-1] if target.shape else None
    if len(odd.shape) != len(target.shape) or odd.shape[:-1] != target.shape[:-1] or size is None:
        return None
    if len(odd.shape) == 4:
        layer = Layer(
            "keras.layers.Conv2D",
            patches.fresh(run.graph, "projection"),
            {"filters": size, "kernel_size": 1},
        )
        title = f"Insert a 1x1 Conv2D({size}) after {run.words.node(ref.node)}"
    else:
        name = patches.fresh(run.graph, "projection")
        layer = Layer("keras.layers.Dense", name, {"units": size})
        title = f"Insert a Dense({size}) after {run.words.node(ref.node)}"
    return title, layer, ref


def _flatten(run: GraphRun, ref: TensorRef) -> Insertion:
    layer = Layer("keras.layers.Flatten", patches.fresh(run.graph, "flatten"))
    return f"Insert a Flatten after {run.words.node(ref.node)}", layer, ref


def _works(run: GraphRun, node_id: str, operation: Layer | Op, insertions: list[Insertion]) -> bool:
    """Whether Keras takes the call once the layers are in."""
    if not insertions:
        return False
    symbols = dict(run.symbols)
    swapped: dict[Any, TensorRef] = {}
    for number, (_, layer, ref) in enumerate(insertions):
        inserted = f"\0{number}"
        node = Node(inserted, (ref,))
        outcome = run.attempt(layer, node, symbols)
        if not isinstance(outcome, Success):
            return False
        symbols[inserted] = outcome.outputs
        swapped[ref] = TensorRef(inserted)
    before = run.graph.nodes[node_id]
    node = Node(
        before.operation,
        map_leaves(before.args, lambda leaf: _swap(leaf, swapped)),
        map_leaves(dict(before.kwargs), lambda leaf: _swap(leaf, swapped)),
    )
    return isinstance(run.attempt(operation, node, symbols), Success)


def _swap(leaf: Any, swapped: dict[Any, TensorRef]) -> Any:
    return swapped.get(leaf, leaf) if isinstance(leaf, TensorRef) else leaf


def _inserted(run: GraphRun, node_id: str, insertions: list[Insertion]) -> Fix:
    operations: patches.Operations = []
    names: set[str] = set()
    for _, layer, ref in insertions:
        name = layer.name
        while name in names:
            name += "_"
        names.add(name)
        places: list[tuple[str, Path]] = [
            (node_id, path) for path, leaf in arguments(run.graph.nodes[node_id]) if leaf == ref
        ]
        named = Layer(layer.class_name, name, layer.config)
        operations += patches.insert_layer(run.graph_id, run.graph, named, ref, places)
    title = insertions[0][0] if len(insertions) == 1 else f"Insert {len(insertions)} layers"
    return patches.fix(title, operations)
