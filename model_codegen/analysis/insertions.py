"""Layers that may make the tensors of a call fit, where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_outcome import Success
from model_codegen.analysis.graph_state import GraphState
from model_codegen.analysis.symbol import Symbol
from model_codegen.design import patches
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer, Node, Op, TensorRef
from model_codegen.design.traversal import Path, arguments, is_application, map_leaves
from model_codegen.design.wording import listing


class Insertion(NamedTuple):
    """A layer to insert.

    Attributes:
        what: What it is, as a title says it: "a Dense(8)".
        layer: The layer.
        ref: The tensor behind which it goes.
    """

    what: str
    layer: Layer
    ref: TensorRef


def insertions(state: GraphState, node_id: str, operation: Layer | Op) -> Iterator[Fix]:
    """Changes that put layers before a call, which Keras can make then; the likeliest first.

    Args:
        state: What is known of the graph.
        node_id: The call.
        operation: What it calls.
    """
    for candidate in _candidates(state, node_id, operation):
        if candidate and _works(state, node_id, operation, candidate):
            yield _inserted(state, node_id, candidate)


def _candidates(
    state: GraphState, node_id: str, operation: Layer | Op
) -> Iterator[list[Insertion]]:
    """Layers that may make the tensors of a call fit, the likeliest first."""
    refs = list(dict.fromkeys(state.flow.references[node_id]))
    symbols = {ref: state.symbols[ref.node][ref.index] for ref in refs}
    if len(refs) > 1:
        likely = _target(state, refs, symbols)
        yield _projections(state, refs, symbols, symbols[likely].shape)
        for target in dict.fromkeys(symbols[ref].shape for ref in [likely, *refs]):
            yield from _fitted(state, refs, symbols, target)
        yield [_flatten(state, ref) for ref in refs if len(symbols[ref].shape) > 2]
    elif refs:
        shape = symbols[refs[0]].shape[1:]
        if is_application(operation):
            yield from _resized(state, refs[0], operation)
        if all(size is not None for size in shape):
            config: Config = {"target_shape": [*shape, 1]}
            what = f"a Reshape to {(*shape, 1)}"
            yield [_insertion(state, "Reshape", "reshape", config, refs[0], what)]
        yield [_flatten(state, refs[0])]


def _projections(
    state: GraphState,
    refs: list[TensorRef],
    symbols: dict[TensorRef, Symbol],
    target: tuple[int | None, ...],
) -> list[Insertion]:
    """What gives all tensors as many features as one has; empty if features are not all."""
    odd = [ref for ref in refs if symbols[ref].shape != target]
    found = [_projection(state, ref, symbols[ref].shape, target) for ref in odd]
    return [one for one in found if one is not None] if all(found) else []


def _fitted(
    state: GraphState,
    refs: list[TensorRef],
    symbols: dict[TensorRef, Symbol],
    target: tuple[int | None, ...],
) -> Iterator[list[Insertion]]:
    """Ways to give all tensors the size of one, all in the same way."""
    odd = [ref for ref in refs if symbols[ref].shape[1:-1] != target[1:-1]]
    sized = [dict(_sized(state, ref, symbols[ref].shape, target)) for ref in odd]
    for kind in sized[0] if sized else ():
        if all(kind in ways for ways in sized):
            yield [ways[kind] for ways in sized]


def _sized(
    state: GraphState,
    ref: TensorRef,
    odd: tuple[int | None, ...],
    target: tuple[int | None, ...],
) -> Iterator[tuple[str, Insertion]]:
    """Layers that give a picture, or a sequence, another size; by what they do."""
    inner = len(target) - 2
    if len(odd) != len(target) or not 1 <= inner <= 3:
        return
    have = [size for size in odd[1:-1] if size is not None]
    want = [size for size in target[1:-1] if size is not None]
    if len(have) != inner or len(want) != inner or have == want or 0 in (*have, *want):
        return
    more = [w - h for h, w in zip(have, want, strict=True)]
    if all(w % h == 0 for h, w in zip(have, want, strict=True)):
        size = [w // h for h, w in zip(have, want, strict=True)]
        yield "up", _size_layer(state, f"UpSampling{inner}D", "up_sampling", "size", size, ref)
    if all(h % w == 0 for h, w in zip(have, want, strict=True)):
        size = [h // w for h, w in zip(have, want, strict=True)]
        kind = f"MaxPooling{inner}D"
        yield "down", _size_layer(state, kind, "max_pooling", "pool_size", size, ref)
    if all(extra <= 0 for extra in more):
        cropping = [[-extra // 2, -extra - -extra // 2] for extra in more]
        kind = f"Cropping{inner}D"
        yield "crop", _size_layer(state, kind, "cropping", "cropping", cropping, ref)
    if all(extra >= 0 for extra in more):
        padding = [[extra // 2, extra - extra // 2] for extra in more]
        kind = f"ZeroPadding{inner}D"
        yield "pad", _size_layer(state, kind, "zero_padding", "padding", padding, ref)
    if inner == 2:
        yield "resize", _resizing(state, ref, want[0], want[1])


def _size_layer(
    state: GraphState, kind: str, stem: str, argument: str, value: list[Any], ref: TensorRef
) -> Insertion:
    one_dimension = len(value) == 1
    shown = str(_tupled(value[0] if one_dimension else value))
    config: Config = {argument: value[0] if one_dimension else value}
    what = f"{'an' if kind[0] == 'U' else 'a'} {kind}({argument}={shown})"
    return _insertion(state, kind, stem, config, ref, what)


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def _resized(state: GraphState, ref: TensorRef, model: Layer) -> Iterator[list[Insertion]]:
    height, width = application(model, state.dtype_policy).model.input_shape[1:3]
    if height is not None and width is not None:
        yield [_resizing(state, ref, height, width)]


def _resizing(state: GraphState, ref: TensorRef, height: int, width: int) -> Insertion:
    config: Config = {"height": height, "width": width}
    what = f"a Resizing to {height}x{width}"
    return _insertion(state, "Resizing", "resizing", config, ref, what)


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


def _projection(
    state: GraphState,
    ref: TensorRef,
    odd: tuple[int | None, ...],
    target: tuple[int | None, ...],
) -> Insertion | None:
    size = target[-1] if target else None
    if len(odd) != len(target) or odd[:-1] != target[:-1] or size is None:
        return None
    if len(odd) == 4:
        config: Config = {"filters": size, "kernel_size": 1}
        return _insertion(state, "Conv2D", "projection", config, ref, f"a 1x1 Conv2D({size})")
    return _insertion(state, "Dense", "projection", {"units": size}, ref, f"a Dense({size})")


def _flatten(state: GraphState, ref: TensorRef) -> Insertion:
    return _insertion(state, "Flatten", "flatten", {}, ref, "a Flatten")


def _insertion(
    state: GraphState, kind: str, stem: str, config: Config, ref: TensorRef, what: str
) -> Insertion:
    layer = Layer(f"keras.layers.{kind}", patches.fresh(state.graph, stem), config)
    return Insertion(what, layer, ref)


def _works(
    state: GraphState, node_id: str, operation: Layer | Op, candidate: list[Insertion]
) -> bool:
    """Whether Keras takes the call once the layers are in."""
    symbols = dict(state.symbols)
    swapped: dict[Any, TensorRef] = {}
    for number, (_, layer, ref) in enumerate(candidate):
        inserted = f"\0{number}"
        outcome = state.attempt(layer, Node(inserted, (ref,)), symbols)
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


def _inserted(state: GraphState, node_id: str, candidate: list[Insertion]) -> Fix:
    operations: patches.Operations = []
    names: set[str] = set()
    for _, layer, ref in candidate:
        name = layer.name
        while name in names:
            name += "_"
        names.add(name)
        places: list[tuple[str, Path]] = [
            (node_id, path) for path, leaf in arguments(state.graph.nodes[node_id]) if leaf == ref
        ]
        named = replace(layer, name=name)
        operations += patches.insert_layer(state.graph_id, state.graph, named, ref, places)
    return patches.fix(_title(state, candidate), operations)


def _title(state: GraphState, candidate: list[Insertion]) -> str:
    """What is inserted, and where: "Insert a Dense(8) after `x`"."""
    places = [state.words.output(one.ref) for one in candidate]
    kinds = {one.what for one in candidate}
    if len(candidate) > 1 and len(kinds) == 1:
        return f"Insert {kinds.pop()} after each of {listing(places)}"
    pairs = zip(candidate, places, strict=True)
    return f"Insert {listing([f'{one.what} after {place}' for one, place in pairs])}"
