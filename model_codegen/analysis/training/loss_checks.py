"""Losses against the outputs that they are of: logits or probabilities, and how many units."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.changes import (
    UNSET,
    activated,
    of_class,
    retrained,
    together,
    with_argument,
    with_head,
)
from model_codegen.analysis.training.training_facts import OutputFacts, TrainingFacts, found
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic, Fix

BINARY = ("BinaryCrossentropy", "BinaryFocalCrossentropy")
SPARSE = ("SparseCategoricalCrossentropy",)
ONE_HOT = (
    "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy",
    "CategoricalGeneralizedCrossEntropy",
)
CATEGORICAL = (*SPARSE, *ONE_HOT)
PROBABILISTIC = (*BINARY, *CATEGORICAL, "KLDivergence")
CLASSIFYING = (*BINARY, *CATEGORICAL, "Hinge", "SquaredHinge", "CategoricalHinge")
"""Losses of labels that stand for classes."""

_SQUASHED = ("softmax", "sigmoid")
_OTHER = ("relu", "tanh", "elu", "leaky_relu", "selu", "gelu", "silu", "swish", "softplus", "relu6")
_KEPT = ("from_logits", "label_smoothing", "reduction", "dtype")


def check_losses(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of losses that do not go with what their outputs compute."""
    for output in facts.trained:
        yield from _units(facts, output) or _logits(facts, output)


def _units(facts: TrainingFacts, output: OutputFacts) -> list[Diagnostic]:
    """Findings about the number of units, before which all else says nothing."""
    name, units = output.loss_name, output.units
    if output.loss is None or units is None:
        return []
    if units == 1 and name in CATEGORICAL:
        binary = of_class(output.loss, "keras.losses.BinaryCrossentropy", _KEPT)
        other = with_head(facts.training, output.name, loss=binary)
        title = "Take BinaryCrossentropy"
        message = (
            f"{output.called} has 1 unit and {name}, which tells classes apart by a unit for each: "
            "with 1 unit its loss is always 0. Take BinaryCrossentropy, or a unit for each class"
        )
        both = activated(facts, output, "sigmoid") if output.activation == "softmax" else None
        if both is None:
            fixes = [retrained(facts, title, other)]
        else:
            fixes = [together(facts, other, f"{title} and sigmoid", both)]
        return [found("loss-mismatch", "warning", message, output.node, fixes=fixes, alike="units")]
    if units == 1 and output.activation == "softmax":
        message = f"{output.called} is a softmax over 1 unit, which is always 1: take a sigmoid"
        fixes = _list(activated(facts, output, "sigmoid"))
        return [found("loss-mismatch", "warning", message, output.node, fixes=fixes, alike="units")]
    if units > 1 and name in BINARY and _is_one_of(output):
        return [_too_many_units(facts, output, output.loss, units)]
    return []


def _is_one_of(output: OutputFacts) -> bool:
    """Whether labels, or else a softmax, tell that each sample is of one class."""
    target = output.target
    if target is None:
        return output.activation == "softmax"
    return (
        target.classes is not None or target.shape in ((), (1,)) or output.activation == "softmax"
    )


def _too_many_units(
    facts: TrainingFacts, output: OutputFacts, loss: Config, units: int
) -> Diagnostic:
    hot = output.target is not None and (
        output.target.classes is not None or output.target.shape[-1:] == (units,)
    )
    class_name = "CategoricalCrossentropy" if hot else "SparseCategoricalCrossentropy"
    kept = _KEPT if hot else ("from_logits", "reduction", "dtype")
    other = of_class(loss, f"keras.losses.{class_name}", kept)
    training = with_head(facts.training, output.name, loss=other)
    both = activated(facts, output, "softmax") if output.activation == "sigmoid" else None
    if both is None:
        fixes = [retrained(facts, f"Take {class_name}", training)]
    else:
        fixes = [together(facts, training, f"Take {class_name} and softmax", both)]
    message = (
        f"{output.called} has {units} units and {output.loss_name}, which takes each of them for a "
        f"question of its own with yes or no: for one class of {units}, take {class_name}"
    )
    return found("loss-mismatch", "warning", message, output.node, fixes=fixes, alike="units")


def _logits(facts: TrainingFacts, output: OutputFacts) -> Iterator[Diagnostic]:
    """Findings about what the loss takes its numbers for."""
    loss, activation, name = output.loss, output.activation, output.loss_name
    if loss is None or activation is None or name not in PROBABILISTIC:
        return
    wanted = "sigmoid" if name in BINARY or output.units == 1 else "softmax"
    if activation in _SQUASHED and output.takes_logits:
        plain = with_argument(loss, "from_logits", UNSET)
        fixes = [
            retrained(
                facts,
                "Take probabilities: from_logits=False",
                with_head(facts.training, output.name, loss=plain),
            ),
            *_list(activated(facts, output, "linear")),
        ]
        message = (
            f"{output.called} ends in a {activation}, and {name}(from_logits=True) applies another "
            "one to what it is given: it learns slowly and never gets sure. Keep one of the two"
        )
        yield found("logits-mismatch", "warning", message, output.node, fixes=fixes)
    elif activation == "linear" and not output.takes_logits:
        fixes = []
        if output.takes_logits is not None:
            told = with_argument(loss, "from_logits", True)
            title = "Take logits: from_logits=True"
            fixes.append(retrained(facts, title, with_head(facts.training, output.name, loss=told)))
        fixes += _list(activated(facts, output, wanted))
        message = (
            f"{output.called} returns any numbers (logits), and {name} takes them for "
            f"probabilities: say from_logits=True, or end in a {wanted}"
            if fixes and output.takes_logits is not None
            else f"{output.called} returns any numbers, and {name} takes probabilities: end in a "
            f"{wanted}"
        )
        yield found("logits-mismatch", "warning", message, output.node, fixes=fixes)
    elif activation in _OTHER:
        article = "an" if activation[0] in "aeiou" else "a"
        message = (
            f"{output.called} ends in {article} {activation}, which gives neither probabilities "
            f"nor logits, as {name} takes them: end in a {wanted}"
        )
        wrapped = _list(activated(facts, output, "linear" if output.takes_logits else wanted))
        yield found("logits-mismatch", "warning", message, output.node, fixes=wrapped)
    elif activation == "sigmoid" and name in CATEGORICAL:
        message = (
            f"{output.called} ends in a sigmoid, so its units do not add up to 1, as {name} "
            "expects of one class among several: end in a softmax"
        )
        changes = _list(activated(facts, output, "softmax"))
        yield found("logits-mismatch", "warning", message, output.node, fixes=changes)


def _list(change: Fix | None) -> list[Fix]:
    return [] if change is None else [change]
