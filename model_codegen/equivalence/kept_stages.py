"""The stages of a training whose source was edited: what says nothing new stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.catalogue.store import load
from model_codegen.design.graph import Layer, ModelGraph, SubModel
from model_codegen.design.training import Stage, Training

Trainable = Mapping[str, bool | int]
"""By the name of a layer: whether it learns, or how many of its last layers do."""


def kept_stages(old: Training, new: Training, trainable: Trainable) -> tuple[Stage, ...]:
    """The stages that edited source gives, with what changes nothing as it was written before.

    A stage may freeze what is frozen already, and have the optimizer's own learning rate: read
    from source, it does neither.

    Args:
        old: The training that was there before.
        new: That of the edited source.
        trainable: Which layers learn before the first stage.
    """
    rate = _own_rate(new)
    state = dict(trainable)
    found = []
    for number, stage in enumerate(new.stages):
        before = old.stages[number] if number < len(old.stages) else stage
        same = {
            name: value
            for name, value in before.trainable.items()
            if name not in stage.trainable and _same(state.get(name, True), value)
        }
        own = stage.learning_rate
        if own is None and before.learning_rate == rate:
            own = rate
        state |= stage.trainable
        kept = {**before.trainable, **stage.trainable}
        said = {name: kept[name] for name in kept if name in stage.trainable or name in same}
        found.append(replace(stage, trainable=said, learning_rate=own))
    return tuple(found)


def trainable_layers(graph: ModelGraph) -> dict[str, bool | int]:
    """By the name of a layer: whether it learns, or how many of its last layers do."""
    found: dict[str, bool | int] = {}
    for operation in graph.operations.values():
        if isinstance(operation, Layer) and operation.trainable_layers is not None:
            found[operation.name] = operation.trainable and operation.trainable_layers
        elif isinstance(operation, Layer | SubModel):
            found[operation.name] = operation.trainable
    return found


def _same(one: bool | int, other: bool | int) -> bool:
    return type(one) is type(other) and one == other


def _own_rate(training: Training) -> float | None:
    """The learning rate of the optimizer, if it is a number."""
    optimizer = training.optimizer
    rate = (optimizer.get("config") or {}).get("learning_rate")
    if rate is None:
        entry = load().training.get(str(optimizer["class_name"]))
        known = entry.schema["properties"] if entry else {}
        rate = known.get("learning_rate", {}).get("default")
    return rate if isinstance(rate, (int, float)) else None
