"""The steps of a text as stages: what is compiled and trained, and what is frozen between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.keras.model_parts import layers_of
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.training_steps import TrainingStep
from model_codegen.importers.source.values import LayerMade, Model, Value

FEW = 8
"""So many layers a text may name one by one."""

Trains = bool | int
"""Whether a layer trains, or how many of its last layers do."""


@dataclass(frozen=True)
class Fitted:
    """One `compile` with the `fit` after it.

    Attributes:
        compiled: The arguments of `compile`.
        fitted: The arguments of `fit`; empty if there is none.
        line: Where the model is compiled.
        trainable: What is frozen or set free for it, by the layer's name.
    """

    compiled: Mapping[str, Value]
    fitted: Mapping[str, Value] = field(default_factory=dict)
    line: int = 0
    trainable: Mapping[str, Trains] = field(default_factory=dict)


def stages_of(steps: Sequence[TrainingStep], model: Model) -> list[Fitted]:
    """How a model is compiled and trained, in order.

    Where there are several stages, layers and models are given back what they had before the first
    one: that is what the design has, and the stages say what becomes of it.

    Args:
        steps: All that the text does to train.
        model: The model that is meant.
    """
    own = [index for index, step in enumerate(steps) if step.model is model]
    compiled = [index for index in own if steps[index].kind == "compile"]
    if not compiled:
        return []
    pairs: list[tuple[int, TrainingStep | None]] = []
    for index, end in zip(compiled, [*compiled[1:], len(steps)], strict=True):
        fits = [step for step in steps[index:end] if step.kind == "fit" and step.model is model]
        if fits or index == compiled[-1]:
            pairs.append((index, fits[-1] if fits else None))
    if len(pairs) > 1 and pairs[-1][1] is None:
        pairs.pop()
    between = steps[pairs[0][0] : pairs[-1][0]]
    if not any(step.kind == "trainable" for step in between):
        return [_fitted(steps, *pair, {}) for pair in pairs]
    first = pairs[0][0]
    complete = [i for i in own if steps[i].kind == "complete" and i < first]
    return _unfrozen(steps, complete[-1] if complete else first, pairs, model)


def _unfrozen(
    steps: Sequence[TrainingStep],
    begin: int,
    pairs: Sequence[tuple[int, TrainingStep | None]],
    model: Model,
) -> list[Fitted]:
    """The stages with what each sets free or freezes; goes back to what was at the beginning."""
    states: list[dict[str, Trains]] = []
    upper = len(steps)
    for index, _ in reversed(pairs):
        _go_back(steps, index, upper)
        states.insert(0, _state(model))
        upper = index
    _go_back(steps, begin, upper)
    before = _state(model)
    found = []
    for (index, fit), state in zip(pairs, states, strict=True):
        told = _told(steps[begin:index])
        changes = {
            name: now
            for name, now in state.items()
            if name in told or _differs(before.get(name), now)
        }
        found.append(_fitted(steps, index, fit, changes))
        before, begin = state, index
    return found


def _told(steps: Sequence[TrainingStep]) -> set[str]:
    """The layers that a text names to set their `trainable`, be it to what they have.

    Not those that it goes through one after the other: they would be too many to read.
    """
    owners = {owner for step in steps for owner in step.owners}
    return {owner.name for owner in owners} if len(owners) <= FEW else set()


def _fitted(
    steps: Sequence[TrainingStep],
    index: int,
    fit: TrainingStep | None,
    changes: Mapping[str, Trains],
) -> Fitted:
    step = steps[index]
    return Fitted(step.given, {} if fit is None else fit.given, step.line, changes)


def _go_back(steps: Sequence[TrainingStep], begin: int, end: int) -> None:
    for step in reversed(steps[begin:end]):
        for flags in step.before:
            flags.restore()


def _state(model: Model) -> dict[str, Trains]:
    """Whether each layer of a model trains, by name."""
    found: dict[str, Trains] = {}
    for layer in layers_of(model):
        made = layer.model if isinstance(layer, Instance) else layer
        if isinstance(made, LayerMade):
            drawn, _ = to_layer(made, made.policy)
            last = drawn.trainable_layers
            found[made.name] = drawn.trainable and model.trainable if last is None else last
        elif isinstance(made, Model):
            found[made.name] = made.trainable and model.trainable
    return found


def _differs(before: Trains | None, now: Trains) -> bool:
    return type(before) is not type(now) or before != now
