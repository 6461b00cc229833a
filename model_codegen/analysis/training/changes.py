"""Changes of a training, as fixes: patches of what stands in the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model_codegen.analysis.training.training_facts import OutputFacts, TrainingFacts
from model_codegen.design import patches
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import MAIN, Fix
from model_codegen.design.fileformat.training_json import training_to_json
from model_codegen.design.json_difference import json_difference
from model_codegen.design.patches import fix, graph_pointer
from model_codegen.design.training import Data, Feed, Head, Training

UNSET = object()
"""In place of a value: the argument is left to its default."""


def retrained(facts: TrainingFacts, title: str, training: Training) -> Fix:
    """The fix that trains otherwise; what it does to the document is worked out once it is chosen.

    Args:
        facts: How it is trained now.
        title: What the button says.
        training: How it is to be trained.
    """
    made = Fix(title, ())
    facts.proposals.append((made, training))
    return made


def written(facts: TrainingFacts, change: Fix, training: Training) -> Fix:
    """A fix that `retrained` made, with its patch, behind what it does besides."""
    changes = json_difference(training_to_json(facts.training), training_to_json(training))
    moved = [{**each, "path": f"/training{each['path']}"} for each in changes]
    return fix(change.title, [*change.patch, *moved])


def together(facts: TrainingFacts, training: Training, title: str, change: Fix) -> Fix:
    """The fix that trains otherwise, and changes a layer, too."""
    return written(facts, Fix(title, change.patch), training)


def with_head(training: Training, name: str, **fields: Any) -> Training:
    """The training with other fields of a head."""
    head = replace(training.heads.get(name, Head()), **fields)
    return replace(training, heads={**training.heads, name: head})


def with_data(training: Training, **fields: Any) -> Training:
    """The training with other fields of its data, which it has."""
    data = training.data or Data("random")
    return replace(training, data=replace(data, **fields))


def with_target(training: Training, name: str, feed: Feed) -> Training:
    """The training with other labels for a head."""
    targets = training.data.targets if training.data else {}
    return with_data(training, targets={**targets, name: feed})


def with_metric(training: Training, name: str, place: int, metric: Config | None) -> Training:
    """The training with another metric of a head at a place, or without the one there."""
    metrics = list(training.heads[name].metrics)
    metrics[place : place + 1] = [] if metric is None else [metric]
    return with_head(training, name, metrics=tuple(metrics))


def with_callback(training: Training, place: int, callback: Config | None) -> Training:
    """The training with another callback at a place, or without the one there."""
    callbacks = list(training.callbacks)
    callbacks[place : place + 1] = [] if callback is None else [callback]
    return replace(training, callbacks=tuple(callbacks))


def with_argument(held: Config, name: str, value: Any) -> Config:
    """A held object with another argument, or with its default where the value is `UNSET`."""
    config = {key: each for key, each in (held.get("config") or {}).items() if key != name}
    return {**held, "config": config if value is UNSET else {**config, name: value}}


def of_class(held: Config, path: str, kept: tuple[str, ...]) -> Config:
    """An object of another class that keeps some arguments, where they are set.

    Args:
        held: The object.
        path: Public path of the other class.
        kept: Names of the arguments that both have.
    """
    config = held.get("config") or {}
    return {"class_name": path, "config": {k: v for k, v in config.items() if k in kept}}


def activated(facts: TrainingFacts, output: OutputFacts, activation: str) -> Fix | None:
    """The fix that gives an output's layer another activation; None if it has no such argument."""
    if output.activated is None:
        return None
    pointer = f"{_layer_pointer(facts, output.activated)}/config/activation"
    title = f"Give {output.called} the activation {activation}"
    return fix(title, [patches.add(pointer, activation)])


def with_units(facts: TrainingFacts, output: OutputFacts, units: int) -> Fix | None:
    """The fix that gives an output's layer as many units; None if it is not the layer's to say."""
    if output.activated is None:
        return None
    graph_id, key = output.activated
    graph = facts.design.main if graph_id == MAIN else facts.design.models[graph_id]
    layer = graph.operations.get(key) or facts.design.operations.get(key)
    if not isinstance(getattr(layer, "config", {}).get("units"), int):
        return None
    pointer = f"{_layer_pointer(facts, output.activated)}/config/units"
    return fix(f"Give {output.called} {units:,} units", [patches.replace(pointer, units)])


def _layer_pointer(facts: TrainingFacts, place: tuple[str, str]) -> str:
    graph_id, key = place
    graph = facts.design.main if graph_id == MAIN else facts.design.models[graph_id]
    if key in graph.operations:
        return graph_pointer(graph_id, "operations", key)
    return patches.pointer("operations", key)
