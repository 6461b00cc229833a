"""Metrics against what their heads return and learn."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.changes import of_class, retrained, with_argument, with_metric
from model_codegen.analysis.training.keras_trial import made, metric_problem
from model_codegen.analysis.training.loss_checks import BINARY, ONE_HOT, SPARSE
from model_codegen.analysis.training.training_facts import (
    OutputFacts,
    TrainingFacts,
    argument,
    found,
)
from model_codegen.catalogue import training_entry
from model_codegen.catalogue.training_names import log_name
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.wording import quote, shorten

_BINARY, _SPARSE, _ONE_HOT = (
    "BinaryAccuracy",
    "SparseCategoricalAccuracy",
    "CategoricalAccuracy",
)
_ACCURACIES = ("Accuracy", _BINARY, _SPARSE, _ONE_HOT)
_TOP = {"SparseTopKCategoricalAccuracy": _SPARSE, "TopKCategoricalAccuracy": _ONE_HOT}
_PATH = "keras.metrics."


def check_metrics(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of metrics that need probabilities, or other labels than there are."""
    for output in facts.outputs:
        for place, metric in enumerate(output.head.metrics if output.head else ()):
            if made(metric, "metric") is None:
                told = [
                    *_accuracy(facts, output, place, metric),
                    *_probabilities(facts, output, place, metric),
                    *_numbers_of_classes(facts, output, place, metric),
                ]
                yield from told or _refused(output, place, metric)


def accuracy_for(output: OutputFacts) -> str | None:
    """The accuracy that goes with a head; None where nothing tells or it tells no classes apart."""
    target, name = output.target, output.loss_name
    if name in BINARY or (output.units == 1 and output.activation == "sigmoid"):
        return _BINARY
    if name in SPARSE:
        return _SPARSE
    if name in ONE_HOT:
        return _ONE_HOT
    if target is None or output.units is None or output.units < 2:
        return None
    if target.classes is not None:
        return _ONE_HOT
    return _SPARSE if target.is_whole and target.shape in ((), (1,)) else None


def _accuracy(
    facts: TrainingFacts, output: OutputFacts, place: int, metric: Config
) -> Iterator[Diagnostic]:
    name = _class(metric)
    fitting = accuracy_for(output)
    if name in _TOP:
        if fitting in (_SPARSE, _ONE_HOT) and _TOP[name] != fitting:
            other = next(top for top, accuracy in _TOP.items() if accuracy == fitting)
            yield _other_class(facts, output, place, metric, other)
    elif name in _ACCURACIES and fitting is None:
        if output.head is not None and output.loss_name and _learns_quantities(output):
            change = retrained(
                facts, "Remove it", with_metric(facts.training, output.name, place, None)
            )
            message = (
                f"{quote(log_name(metric))} of {output.called} counts what is exactly right, which "
                "numbers such as these never are: MeanAbsoluteError tells how far off it is"
            )
            alike = f"metric {log_name(metric)}"
            yield found(
                "metric-mismatch", "warning", message, output.node, fixes=[change], alike=alike
            )
    elif name in _ACCURACIES and name != fitting and fitting is not None:
        yield _other_class(facts, output, place, metric, fitting)


def _learns_quantities(output: OutputFacts) -> bool:
    target = output.target
    return target is not None and not target.is_whole and target.classes is None


def _other_class(
    facts: TrainingFacts, output: OutputFacts, place: int, metric: Config, fitting: str
) -> Diagnostic:
    other = of_class(metric, f"{_PATH}{fitting}", ("name", "dtype", "k"))
    change = retrained(
        facts, f"Take {fitting}", with_metric(facts.training, output.name, place, other)
    )
    learned = {
        _BINARY: "answers yes or no",
        _SPARSE: "learns numbers of classes",
        _ONE_HOT: "learns labels with a number for each class",
    }[_TOP.get(fitting, fitting)]
    message = (
        f"{quote(log_name(metric))} of {output.called} is {_article(_class(metric))}, and the head "
        f"{learned}: take {fitting}"
    )
    alike = f"metric {log_name(metric)}"
    return found("metric-mismatch", "warning", message, output.node, fixes=[change], alike=alike)


def _probabilities(
    facts: TrainingFacts, output: OutputFacts, place: int, metric: Config
) -> Iterator[Diagnostic]:
    """Metrics that compare with thresholds between 0 and 1, on a head that returns logits."""
    entry = training_entry(metric, "metric")
    if entry is None or output.activation is None:
        return
    arguments, alike = entry.schema["properties"], f"metric {log_name(metric)}"
    logits = output.activation == "linear" and (
        output.takes_logits is True or output.loss_name in (*BINARY, *SPARSE, *ONE_HOT)
    )
    called = f"{quote(log_name(metric))} of {output.called}"
    if "from_logits" in arguments:
        says = bool(argument(metric, "from_logits", False))
        sure = output.activation in ("softmax", "sigmoid") if says else logits
        if sure:
            other = with_argument(metric, "from_logits", not says)
            words = "probabilities" if says else "logits"
            change = _with(facts, output, place, other, f"Take {words}: from_logits={not says}")
            taken = "logits" if says else "probabilities"
            message = f"{called} takes {taken}, and the head returns {words}"
            yield found(
                "metric-mismatch", "warning", message, output.node, fixes=[change], alike=alike
            )
        return
    if not logits or not (_compares(arguments) or entry.name == _BINARY):
        return
    if entry.name in ("F1Score", "FBetaScore") and argument(metric, "threshold") is None:
        return  # the largest wins, whatever its size
    fixes: list[Fix] = []
    if "threshold" in arguments and entry.name not in ("F1Score", "FBetaScore"):
        zero = with_argument(metric, "threshold", 0.0)
        fixes.append(_with(facts, output, place, zero, "Compare logits with 0: threshold=0"))
    elif "thresholds" in arguments and not isinstance(argument(metric, "thresholds"), list):
        zero = with_argument(metric, "thresholds", 0.0)
        fixes.append(_with(facts, output, place, zero, "Compare logits with 0: thresholds=0"))
    already = argument(metric, "threshold", argument(metric, "thresholds"))
    if already == 0:
        return
    message = (
        f"{called} takes probabilities and compares them with thresholds from 0 to 1, and the head "
        "returns logits, of which 0 is the middle: end in a sigmoid, or compare with 0"
    )
    yield found("metric-mismatch", "warning", message, output.node, fixes=fixes, alike=alike)


def _compares(arguments: dict[str, object]) -> bool:
    return not arguments.keys().isdisjoint({"threshold", "thresholds", "num_thresholds"})


def _numbers_of_classes(
    facts: TrainingFacts, output: OutputFacts, place: int, metric: Config
) -> Iterator[Diagnostic]:
    """`IoU` and its like take the numbers of classes, unless they are told otherwise."""
    entry = training_entry(metric, "metric")
    arguments = entry.schema["properties"] if entry else {}
    if "sparse_y_pred" not in arguments or (output.units or 1) < 2:
        return
    if argument(metric, "sparse_y_pred", arguments["sparse_y_pred"]["default"]):
        other = with_argument(metric, "sparse_y_pred", False)
        if "sparse_y_true" in arguments and output.target and output.target.classes is not None:
            other = with_argument(other, "sparse_y_true", False)
        change = _with(facts, output, place, other, "Take the largest unit: sparse_y_pred=False")
        message = (
            f"{quote(log_name(metric))} of {output.called} takes predictions for numbers of "
            f"classes, and the head returns {output.units} numbers for each: say "
            "sparse_y_pred=False"
        )
        alike = f"metric {log_name(metric)}"
        yield found("metric-mismatch", "warning", message, output.node, fixes=[change], alike=alike)


def _refused(output: OutputFacts, place: int, metric: Config) -> Iterator[Diagnostic]:
    target, spec = output.target, output.spec
    if target is None or spec is None:
        return
    problem = metric_problem(metric, target.shape, target.dtype, spec)
    if problem:
        message = f"Keras refuses {quote(log_name(metric))} of {output.called}: {shorten(problem)}"
        alike = f"metric {log_name(metric)}"
        yield found("metric-mismatch", "error", message, output.node, alike=alike)


def _with(facts: TrainingFacts, output: OutputFacts, place: int, metric: Config, title: str) -> Fix:
    return retrained(facts, title, with_metric(facts.training, output.name, place, metric))


def _class(metric: Config) -> str:
    return str(metric.get("class_name")).rpartition(".")[2]


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
