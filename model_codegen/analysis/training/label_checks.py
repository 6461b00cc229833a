"""Labels against the losses that compare them: their shape, their range, what they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.changes import (
    activated,
    of_class,
    retrained,
    with_head,
    with_target,
    with_units,
)
from model_codegen.analysis.training.fed_values import Fed
from model_codegen.analysis.training.keras_trial import loss_problem, made
from model_codegen.analysis.training.loss_checks import BINARY, ONE_HOT, SPARSE
from model_codegen.analysis.training.training_facts import (
    OutputFacts,
    TrainingFacts,
    argument,
    found,
)
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.graph import TensorSpec
from model_codegen.design.training import Feed
from model_codegen.design.wording import shorten

_ELEMENTWISE = (
    "MeanSquaredError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredLogarithmicError",
    "Huber",
    "LogCosh",
    "Poisson",
    *BINARY,
)
"""Losses that compare number by number, and would stretch what has fewer."""

_RANGES = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, None)}
_NUMBERS = ("MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh")
_KEPT = ("from_logits", "reduction", "dtype")


def check_labels(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of labels that a loss cannot take, or takes for something else."""
    for output in facts.trained:
        target, spec = output.target, output.spec
        if output.loss is None or target is None or spec is None or made(output.loss, "loss"):
            continue
        told = list(_told(facts, output, output.loss, target, spec))
        yield from told or _refused(output, output.loss, target, spec)


def _told(
    facts: TrainingFacts, output: OutputFacts, loss: Config, target: Fed, spec: TensorSpec
) -> Iterator[Diagnostic]:
    name = output.loss_name
    if name in SPARSE:
        yield from _sparse(facts, output, loss, target)
    elif name in ONE_HOT or name == "CategoricalHinge":
        yield from _one_hot(facts, output, loss, target)
    elif name in BINARY:
        yield from _within(output, target, 0, 1, "yes or no, that is 1 or 0")
    elif name in ("Hinge", "SquaredHinge"):
        yield from _within(output, target, -1, 1, "-1 or 1")
    elif name in ("Poisson", "MeanSquaredLogarithmicError"):
        yield from _within(output, target, 0, None, "counts, that is nothing below 0")
        if name == "Poisson" and output.activation in ("linear", "tanh"):
            message = (
                f"{output.called} can return numbers below 0, of which Poisson takes a logarithm: "
                "its loss becomes NaN. End in softplus"
            )
            change = activated(facts, output, "softplus")
            fixes = [change] if change else []
            yield found(
                "labels-mismatch", "warning", message, output.node, fixes=fixes, alike="sign"
            )
    elif name in _NUMBERS:
        yield from _reachable(facts, output, target)
    if name in _ELEMENTWISE:
        yield from _stretched(output, target, spec)


def _sparse(
    facts: TrainingFacts, output: OutputFacts, loss: Config, target: Fed
) -> Iterator[Diagnostic]:
    feed, units = _feed(facts, output), output.units
    if units == 1:
        return  # of which `loss_checks` tells
    if target.classes is not None or (units and units > 1 and target.shape[-1:] == (units,)):
        hot = of_class(loss, "keras.losses.CategoricalCrossentropy", _KEPT)
        fixes = [_with_loss(facts, output, "CategoricalCrossentropy", hot)]
        if target.classes is not None:
            plain = Feed(feed.fields, tuple(s for s in feed.steps if s.get("step") != "one_hot"))
            fixes.append(_with_labels(facts, output, "Learn numbers of classes", plain))
        message = (
            f"{output.called} learns vectors of {target.shape[-1]} numbers, and {output.loss_name} "
            "takes the number of a class: take CategoricalCrossentropy"
        )
        yield found("labels-mismatch", "error", message, output.node, fixes=fixes, alike="form")
        return
    if not target.is_whole and target.minimum is not None:
        message = (
            f"{output.called} learns {target.dtype} numbers from {target.minimum:g} to "
            f"{target.maximum:g}, and {output.loss_name} takes the numbers of classes: for "
            "quantities, take 1 unit and MeanSquaredError"
        )
        yield found("labels-mismatch", "warning", message, output.node, alike="form")
        return
    low, high = target.minimum, target.maximum
    ignored = argument(loss, "ignore_class")
    if units is None or low is None or high is None:
        return
    if isinstance(ignored, int):
        values = sorted(int(label) for label in target.facts.labels if label != str(ignored))
        if not values:
            return
        low, high = values[0], values[-1]
    if low < 0 or high >= units:
        message = (
            f"{output.called} learns labels from {low:g} to {high:g}, and {units} units with "
            f"{output.loss_name} tell 0 to {units - 1} apart"
        )
        change = with_units(facts, output, int(high) + 1) if low >= 0 else None
        fixes = [change] if change else []
        yield found("labels-mismatch", "error", message, output.node, fixes=fixes, alike="range")


def _one_hot(
    facts: TrainingFacts, output: OutputFacts, loss: Config, target: Fed
) -> Iterator[Diagnostic]:
    feed, units = _feed(facts, output), output.units
    if units is None:
        return
    if target.classes is None and target.shape[-1:] != (units,):
        fixes = []
        low, high = target.minimum or 0, target.maximum or 0
        fitting = target.is_whole and low >= 0 and high < units
        if fitting:
            # `one_hot` takes whole numbers, and what they were cast to does not matter before it.
            steps = tuple(s for s in feed.steps if s.get("step") != "cast")
            longer = Feed(feed.fields, (*steps, {"step": "one_hot", "classes": units}))
            fixes.append(_with_labels(facts, output, f"Write labels as {units} numbers", longer))
        if output.loss_name != "CategoricalHinge":
            sparse = of_class(loss, "keras.losses.SparseCategoricalCrossentropy", _KEPT)
            fixes.insert(0, _with_loss(facts, output, "SparseCategoricalCrossentropy", sparse))
        message = (
            f"{output.called} learns labels of shape {_shown(target.shape)}, and "
            f"{output.loss_name} takes {units} numbers for each, one of them 1: take "
            "SparseCategoricalCrossentropy for numbers of classes, or one_hot"
        )
        yield found("labels-mismatch", "error", message, output.node, fixes=fixes, alike="form")
    elif target.classes is not None and target.classes != units:
        steps = tuple(
            {**s, "classes": units} if s.get("step") == "one_hot" else s for s in feed.steps
        )
        fixes = [
            _with_labels(
                facts, output, f"Write labels as {units} numbers", Feed(feed.fields, steps)
            )
        ]
        if change := with_units(facts, output, target.classes):
            fixes.append(change)
        message = (
            f"{output.called} has {units} units, and its labels are written as {target.classes} "
            "numbers"
        )
        yield found("labels-mismatch", "error", message, output.node, fixes=fixes, alike="form")
    else:
        yield from _within(output, target, 0, 1, "shares of classes, that is 0 to 1")


def _within(
    output: OutputFacts, target: Fed, low: float, high: float | None, words: str
) -> Iterator[Diagnostic]:
    if target.minimum is None or target.maximum is None:
        return
    if target.minimum < low or (high is not None and target.maximum > high):
        message = (
            f"{output.called} learns numbers from {target.minimum:g} to {target.maximum:g}, and "
            f"{output.loss_name} takes {words}"
        )
        yield found("labels-mismatch", "error", message, output.node, alike="range")


def _reachable(facts: TrainingFacts, output: OutputFacts, target: Fed) -> Iterator[Diagnostic]:
    low, high = _RANGES.get(output.activation or "", (None, None))
    if target.minimum is None or target.maximum is None or (low is None and high is None):
        return
    if (low is not None and target.minimum < low) or (high is not None and target.maximum > high):
        ends = f"{low:g} to {high:g}" if high is not None else f"nothing below {low:g}"
        message = (
            f"{output.called} ends in a {output.activation}, which returns {ends}, and learns "
            f"numbers from {target.minimum:g} to {target.maximum:g}: it cannot reach them"
        )
        change = activated(facts, output, "linear")
        fixes = [change] if change else []
        yield found("labels-mismatch", "warning", message, output.node, fixes=fixes, alike="range")


def _stretched(output: OutputFacts, target: Fed, spec: TensorSpec) -> Iterator[Diagnostic]:
    """Labels that have more or fewer numbers than predictions, which Keras would stretch."""
    given, made_ = target.shape, spec.shape[1:]
    if _squeezed(given, made_):
        return
    message = (
        f"{output.called} returns {_shown(made_)} for each sample and learns {_shown(given)}: "
        f"{output.loss_name} compares number by number"
    )
    yield found("labels-mismatch", "error", message, output.node, alike="shape")


def _squeezed(given: tuple[int, ...], predicted: tuple[int | None, ...]) -> bool:
    """Whether two shapes are the same, but for a last dimension of 1, which Keras takes away."""
    if given[-1:] == (1,) and len(given) > len(predicted):
        given = given[:-1]
    elif predicted[-1:] == (1,) and len(predicted) > len(given):
        predicted = predicted[:-1]
    return len(given) == len(predicted) and all(
        b is None or a == b for a, b in zip(given, predicted, strict=True)
    )


def _refused(
    output: OutputFacts, loss: Config, target: Fed, spec: TensorSpec
) -> Iterator[Diagnostic]:
    problem = loss_problem(loss, target.shape, target.dtype, spec)
    if problem:
        message = (
            f"Keras refuses {output.loss_name} of labels of shape {_shown(target.shape)} and "
            f"predictions {_shown(spec.shape[1:])} of {output.called}: {shorten(problem)}"
        )
        yield found("labels-mismatch", "error", message, output.node, alike="refused")


def _feed(facts: TrainingFacts, output: OutputFacts) -> Feed:
    targets = facts.data.targets if facts.data else {}
    return targets.get(output.name, Feed(()))


def _with_loss(facts: TrainingFacts, output: OutputFacts, name: str, loss: Config) -> Fix:
    return retrained(facts, f"Take {name}", with_head(facts.training, output.name, loss=loss))


def _with_labels(facts: TrainingFacts, output: OutputFacts, title: str, feed: Feed) -> Fix:
    return retrained(facts, title, with_target(facts.training, output.name, feed))


def _shown(shape: tuple[int | None, ...]) -> str:
    return str(shape) if shape else "() (a single number)"
