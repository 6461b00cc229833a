"""Parts of models: the structure of what they return, their layers, what of them is trained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import tensors_in
from model_codegen.importers.source.values import Call, LayerMade, Model, Tensor


def results(model: Model, call: Any) -> Any:
    """What a call of a model returns."""
    if model.recorded is not None:
        tensors = [Tensor(call, index) for index in range(len(model.recorded.outputs))]
        return tensors[0] if len(tensors) == 1 else tuple(tensors)
    counter = {place: index for index, place in enumerate(_paths(model.outputs))}

    def filled(tree: Any, path: tuple[Any, ...]) -> Any:
        if type(tree) in (list, tuple):
            return type(tree)(filled(item, (*path, i)) for i, item in enumerate(tree))
        if type(tree) is dict:
            return {key: filled(item, (*path, key)) for key, item in tree.items()}
        return Tensor(call, counter[path])

    return filled(model.outputs, ())


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of the leaves of a tree, in the order of `flat`."""
    if type(tree) is dict:
        try:
            keys = sorted(tree)
        except TypeError:
            keys = list(tree)
        for key in keys:
            yield from _paths(tree[key], (*path, key))
    elif type(tree) in (list, tuple):
        for index, item in enumerate(tree):
            yield from _paths(item, (*path, index))
    else:
        yield path


def calls_of(model: Model) -> dict[int, Call]:
    """The calls between the ends of a model, by number."""
    found: dict[int, Call] = {}
    stop = {tensor.call.number for tensor in tensors_in(model.inputs)}
    stack: list[Any] = [t.call for t in tensors_in(model.outputs) if isinstance(t, Tensor)]
    while stack:
        call = stack.pop()
        if call.number in found:
            continue
        found[call.number] = call
        if call.number not in stop:
            stack += [t.call for t in tensors_in([list(call.args), call.kwargs])]
    return found


def layers_of(model: Model) -> list[Any]:
    """The layers of a model in the order in which they are called, inputs first."""
    if model.kind == "sequential":
        return [layer for layer in model.layers if not isinstance(layer, Tensor)]
    inputs = {tensor.call.number: tensor.call for tensor in tensors_in(model.inputs)}
    calls = inputs | calls_of(model)
    operations = dict.fromkeys(calls[number].operation for number in sorted(calls))
    return [made for made in operations if isinstance(made, (LayerMade, Model))]


def freeze(made: Any, *, trainable: bool) -> None:
    """Set `trainable` of a layer or model."""
    made.trainable = trainable
    if isinstance(made, LayerMade):
        if made.frozen is not None:
            made.frozen = None if trainable else [True] * len(made.frozen)
        for tensor in (made.opened or {}).values():
            inner = tensor.call.operation if isinstance(tensor, Tensor) else None
            if isinstance(inner, LayerMade) and inner is not made:
                inner.trainable = trainable
    if isinstance(made, Model):
        # What was frozen before by itself is set as well.
        for layer in layers_of(made) if made.outputs is not None or made.layers else ():
            inner = layer.model if isinstance(layer, Instance) else layer
            if trainable and isinstance(inner, (LayerMade, Model)):
                freeze(inner, trainable=True)
