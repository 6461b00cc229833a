"""Parts of models: the structure of what they return, their layers, what of them is trained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model_codegen.design.recorded_structure import structure_of
from model_codegen.emitters.layer_order import by_depth
from model_codegen.importers.source.keras import placeholders
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import taken, tensors_in
from model_codegen.importers.source.values import (
    Call,
    LayerMade,
    Model,
    Operation,
    Tensor,
    Value,
)


def results(model: Model, call: Call) -> Value:
    """What a call of a model returns: tensors in the structure of the model's outputs."""
    if model.recorded is not None:
        tensors = [Tensor(call, index) for index in range(placeholders.count(model.recorded))]
        structure = structure_of(model.recorded)
        if structure is not None:
            return placeholders.arranged(structure, tensors)
        return tensors[0] if len(tensors) == 1 else tuple(tensors)
    counter = {place: index for index, place in enumerate(paths(model.outputs))}

    def filled(tree: Value, path: tuple[Value, ...]) -> Value:
        if is_listed(tree):
            return type(tree)(filled(item, (*path, i)) for i, item in enumerate(tree))
        if isinstance(tree, dict):
            return {key: filled(item, (*path, key)) for key, item in tree.items()}
        return Tensor(call, counter[path])

    return filled(model.outputs, ())


def paths(tree: Value, path: tuple[Value, ...] = ()) -> Iterator[tuple[Value, ...]]:
    """The paths to the leaves of a tree, in the order of `flat`."""
    if isinstance(tree, dict):
        try:
            keys = sorted(tree)
        except TypeError:
            keys = list(tree)
        for key in keys:
            yield from paths(tree[key], (*path, key))
    elif is_listed(tree):
        for index, item in enumerate(tree):
            yield from paths(item, (*path, index))
    else:
        yield path


def calls_of(model: Model) -> dict[int, Call]:
    """The calls between the ends of a model, by number."""
    found: dict[int, Call] = {}
    stop = {tensor.call.number for tensor in tensors_in(model.inputs)}
    stack = [tensor.call for tensor in tensors_in(model.outputs)]
    while stack:
        call = stack.pop()
        if call.number in found:
            continue
        found[call.number] = call
        if call.number not in stop:
            stack += [t.call for t in taken(call)]
    return found


def layers_of(model: Model) -> list[Value]:
    """The layers of a model: of a Functional one as `model.layers` of Keras has them.

    Those of other models stand in the order in which they are called, inputs first.
    """
    if model.kind == "sequential":
        return [layer for layer in model.layers if not isinstance(layer, Tensor)]
    inputs = {tensor.call.number: tensor.call for tensor in tensors_in(model.inputs)}
    calls = inputs | calls_of(model)
    operations: Iterable[Operation] = (calls[number].operation for number in sorted(calls))
    if model.kind == "functional":
        operations = by_depth(
            [tensor.call for tensor in tensors_in(model.outputs)],
            lambda call: [] if call.number in inputs else _takes(call),
            lambda call: call.operation,
            [call.operation for call in inputs.values()],
        )
    return [made for made in dict.fromkeys(operations) if isinstance(made, (LayerMade, Model))]


def _takes(call: Call) -> list[Call]:
    """The calls whose tensors a call takes, in the order of Keras, which sorts keywords."""
    given = [*call.args, *(value for _, value in sorted(call.kwargs.items()))]
    return [tensor.call for tensor in tensors_in(given)]


def set_with(made: LayerMade | Model) -> list[LayerMade | Model]:
    """A layer or model and all that `freeze` may set with it."""
    found: list[LayerMade | Model] = [made]
    if isinstance(made, Model):
        for layer in layers_of(made) if made.outputs is not None or made.layers else ():
            inner = layer.model if isinstance(layer, Instance) else layer
            if isinstance(inner, (LayerMade, Model)):
                found += set_with(inner)
    return found


def freeze(made: LayerMade | Model, *, trainable: bool) -> None:
    """Set `trainable` of a layer or model; unfreezing a model unfreezes the layers inside."""
    made.trainable = trainable
    if isinstance(made, LayerMade):
        if made.frozen is not None:
            made.frozen = None if trainable else [True] * len(made.frozen)
        for tensor in (made.opened or {}).values():
            opened = tensor.call.operation if isinstance(tensor, Tensor) else None
            if isinstance(opened, LayerMade) and opened is not made:
                opened.trainable = trainable
    else:
        # What was frozen before by itself is set as well.
        for layer in layers_of(made) if made.outputs is not None or made.layers else ():
            inner = layer.model if isinstance(layer, Instance) else layer
            if trainable and isinstance(inner, (LayerMade, Model)):
                freeze(inner, trainable=True)
