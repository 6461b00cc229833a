"""Stages: which layers they freeze or set free, and whether that comes to anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from model_codegen.analysis.analysis_result import GraphAnalysis
from model_codegen.analysis.training.changes import retrained
from model_codegen.analysis.training.head_checks import renamed
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.catalogue import training_entry
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.graph import Layer, Op, SubModel
from model_codegen.design.training import Stage
from model_codegen.design.traversal import is_application
from model_codegen.design.wording import listing, quote

_AVERAGES = "moving_mean"
"""A weight that tells of a BatchNormalization."""


def check_stages(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of stages that train nothing, change nothing, or name layers that are not there."""
    stages = facts.training.stages
    if not stages:
        return
    layers = _Layers(facts)
    for number, stage in enumerate(stages):
        yield from _named(facts, layers, number, stage)
    yield from _changing(facts, layers)
    yield from _rates(facts)
    free = {name: _freedom(operation) for name, (_, operation) in layers.known.items()}
    for number, stage in enumerate(stages):
        free |= {name: value for name, value in stage.trainable.items() if name in free}
        if not any(layers.trains(name, value) for name, value in free.items()):
            message = (
                f"Stage {number + 1}, {quote(stage.name)}, trains nothing: every layer with "
                "weights is frozen in it. Set one free"
            )
            yield found(
                "stage-trains-nothing", "error", message, *facts.anywhere, alike=f"stage {number}"
            )
    yield from _moving(facts, layers)


class _Layers:
    """The layers of the main graph by name, as stages name them."""

    def __init__(self, facts: TrainingFacts) -> None:
        graph = facts.design.main
        self._analysis: GraphAnalysis = facts.analysis.graphs[MAIN]
        every = {**facts.design.operations, **graph.operations}
        unused = {*self._analysis.unused}
        self.nodes: dict[str, str] = {}
        self.known: dict[str, tuple[str, Layer | SubModel]] = {}
        for node_id, node in graph.nodes.items():
            operation = every.get(node.operation)
            if operation is None or isinstance(operation, Op) or node_id in unused:
                continue
            if operation.name not in self.known:
                self.known[operation.name] = node.operation, operation
                self.nodes[operation.name] = node_id

    def trains(self, name: str, free: bool | int) -> bool:
        """Whether a layer that is as free as that has weights that train."""
        if free is False or (free is not True and free == 0):
            return False
        key, operation = self.known[name]
        found = self._analysis.operations.get(key)
        if found is None or found.params == 0:
            return False
        # What freezing holds back is not told apart from what never trains.
        return found.trainable_params > 0 or not _is_free(operation)

    def params(self, name: str) -> int:
        """How many parameters a layer has, trainable or not."""
        found = self._analysis.operations.get(self.known[name][0])
        return found.params if found else 0

    def has_averages(self, name: str) -> bool:
        """Whether a layer keeps averages of batches, as `BatchNormalization` does."""
        found = self._analysis.operations.get(self.known[name][0])
        return any(weight.path.endswith(_AVERAGES) for weight in (found and found.weights) or ())


def _freedom(operation: Layer | SubModel) -> bool | int:
    if not operation.trainable:
        return False
    last = operation.trainable_layers if isinstance(operation, Layer) else None
    return True if last is None else last


def _is_free(operation: Layer | SubModel) -> bool:
    return _freedom(operation) is True


def _named(
    facts: TrainingFacts, layers: _Layers, number: int, stage: Stage
) -> Iterator[Diagnostic]:
    for name, free in stage.trainable.items():
        alike = f"stage {number} {name}"
        if name not in layers.known:
            near = [each for each in layers.known if layers.params(each)]
            fixes = []
            for other in get_close_matches(name, near, n=2):
                trainable = renamed(stage.trainable, name, other)
                fixes.append(_with(facts, number, f"Say {quote(other)}", trainable))
            left = {key: value for key, value in stage.trainable.items() if key != name}
            fixes.append(_with(facts, number, f"Forget {quote(name)}", left))
            message = (
                f"Stage {number + 1}, {quote(stage.name)}, is about {quote(name)}, and there is no "
                f"layer of that name{': ' if near else ''}{listing([*map(quote, near)])}"
            )
            yield found(
                "unknown-trainable", "error", message, *facts.anywhere, fixes=fixes, alike=alike
            )
            continue
        operation, node = layers.known[name][1], layers.nodes[name]
        if free is not True and free is not False and not _has_layers(operation):
            trainable = {**stage.trainable, name: True}
            fixes = [_with(facts, number, f"Set {quote(name)} free", trainable)]
            message = (
                f"Stage {number + 1}, {quote(stage.name)}, sets the last {free} layers of "
                f"{quote(name)} free, which is one layer"
            )
            yield found("unknown-trainable", "error", message, node, fixes=fixes, alike=alike)
        elif layers.params(name) == 0:
            left = {key: value for key, value in stage.trainable.items() if key != name}
            fixes = [_with(facts, number, f"Forget {quote(name)}", left)]
            message = (
                f"Stage {number + 1}, {quote(stage.name)}, is about {quote(name)}, which has no "
                "weights: nothing changes"
            )
            yield found("stage-trains-nothing", "warning", message, node, fixes=fixes, alike=alike)


def _has_layers(operation: Layer | SubModel) -> bool:
    return isinstance(operation, SubModel) or is_application(operation)


def _changing(facts: TrainingFacts, layers: _Layers) -> Iterator[Diagnostic]:
    """Warn of stages of which none freezes or frees anything that is not so already."""
    free = {name: _freedom(operation) for name, (_, operation) in layers.known.items()}
    changes, rates = 0, set()
    for stage in facts.training.stages:
        rates.add(stage.learning_rate)
        for name, value in stage.trainable.items():
            if name in free and (free[name] is not value and free[name] != value):
                changes += 1
            if name in free:
                free[name] = value
    if changes == 0 and len(facts.training.stages) > 1 and len(rates) == 1:
        message = (
            f"The {len(facts.training.stages)} stages train the same layers at the same rate: to "
            "fine-tune, freeze a layer in the first and set it free in a later one"
        )
        yield found("stage-trains-nothing", "warning", message, *facts.anywhere, alike="all")


def _rates(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of learning rates of stages, where the optimizer has none that could be set."""
    stages = facts.training.stages
    entry = training_entry(facts.training.optimizer, "optimizer")
    if entry is None or "learning_rate" in entry.schema["properties"]:
        return
    if any(stage.learning_rate is not None for stage in stages):
        plain = tuple(replace(stage, learning_rate=None) for stage in stages)
        change = retrained(
            facts, "Keep the optimizer's rates", replace(facts.training, stages=plain)
        )
        message = (
            f"Stages have learning rates of their own, and {entry.name} has none that they could "
            "set: it has optimizers inside, each with its own"
        )
        yield found(
            "rate-conflict", "error", message, *facts.anywhere, fixes=[change], alike="stages"
        )


def _moving(facts: TrainingFacts, layers: _Layers) -> Iterator[Diagnostic]:
    """Warn of batch statistics that move once a stage sets a layer free, in spite of its call.

    While it is frozen nothing moves, so that `advice.training_overwritten` has nothing to say.
    """
    for name, (_, operation) in layers.known.items():
        node_id = layers.nodes[name]
        told = facts.design.main.nodes[node_id].kwargs.get("training")
        if told is not False or operation.trainable or not layers.has_averages(name):
            continue
        freeing = [stage for stage in facts.training.stages if stage.trainable.get(name)]
        if freeing:
            message = (
                f"{quote(name)} is called with training=False, which `fit` overwrites in a "
                f"Functional model: from stage {quote(freeing[0].name)} on, which sets it free, "
                "its batch statistics move. Subclass source keeps to it"
            )
            yield found("training-overwritten", "warning", message, node_id, alike="stage")


def _with(facts: TrainingFacts, number: int, title: str, trainable: dict[str, bool | int]) -> Fix:
    stages = list(facts.training.stages)
    stages[number] = replace(stages[number], trainable=trainable)
    return retrained(facts, title, replace(facts.training, stages=tuple(stages)))
