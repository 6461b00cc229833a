"""Which layers and models of a text stand in several places of a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from model_codegen.design.graph import INPUT_CLASS
from model_codegen.importers.saved.serialized_models import unique
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import flat, taken, tensors_in
from model_codegen.importers.source.values import Call, LayerMade, Model, Tensor, Value
from model_codegen.importers.source.values import Operation as Made

COPIES = "keras.layers.Bidirectional"
"""It makes both its layers anew from the config of the one that it is given."""


def shared_values(calls: Iterable[Call], model: Model | None = None) -> dict[Made, str]:
    """The layers and models that stand in several places, each with an id for it.

    Args:
        calls: The calls of the main graph, where it is of no model.
        model: The model.
    """
    counts: Counter[Made] = Counter()
    seen: set[Model] = set()
    pending = [calls if model is None else model_calls(model)]
    while pending:
        made = dict.fromkeys(call.operation for call in pending.pop())
        found: list[Made] = [one for one in made if _can_be_shared(one)]
        counts.update(found)
        while found:
            one = found.pop()
            if isinstance(one, LayerMade):
                inside = [*_arguments(one)] if counts[one] == 1 else []
                found += [layer for layer in dict.fromkeys(inside) if not counts[layer]]
                counts.update(inside)
            elif isinstance(one, Model) and one not in seen:
                seen.add(one)
                pending.append(model_calls(one))
    taken: set[str] = set()
    ids: dict[Made, str] = {}
    for one, count in counts.items():
        if count > 1 and isinstance(one, (LayerMade, Model)):
            ids[one] = unique(one.name, taken)
            taken.add(ids[one])
    return ids


def model_calls(model: Model) -> list[Call]:
    """The calls that a model's outputs depend on, from its inputs on."""
    ends = {(tensor.call.number, tensor.index) for tensor in tensors_in(model.inputs)}
    stack = [leaf.call for leaf in flat(model.outputs) if isinstance(leaf, Tensor)]
    found: dict[int, Call] = {}
    while stack:
        call = stack.pop()
        if call.number not in found:
            found[call.number] = call
            needed = taken(call)
            stack += [t.call for t in needed if (t.call.number, t.index) not in ends]
    return [found[number] for number in sorted(found)]


def held_model(value: Value) -> Model | None:
    """The model that an argument of a layer is; None if it is none."""
    if isinstance(value, Instance):
        return None if value.layer is not None else value.model
    return value if isinstance(value, Model) else None


def _can_be_shared(made: Made) -> bool:
    if isinstance(made, LayerMade):
        return made.path != INPUT_CLASS
    return isinstance(made, Model)


def _arguments(made: LayerMade) -> Iterator[Made]:
    """The layers among a layer's arguments, as often as they stand there."""
    if made.recorded is not None or made.path == COPIES:
        return
    pending: list[Value] = [*made.config.values()][::-1]
    while pending:
        value = pending.pop()
        value = held_model(value) or value
        if isinstance(value, (LayerMade, Model)):
            yield value
        elif isinstance(value, (list, tuple)):
            pending += reversed(value)
        elif isinstance(value, Mapping):
            pending += reversed([*value.values()])
