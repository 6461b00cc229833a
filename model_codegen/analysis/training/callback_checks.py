"""Callbacks: what they watch has to be written, and they must not want the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from model_codegen.analysis.training.changes import (
    UNSET,
    retrained,
    with_argument,
    with_callback,
    with_metric,
)
from model_codegen.analysis.training.class_metrics import one_number
from model_codegen.analysis.training.keras_trial import direction, made
from model_codegen.analysis.training.log_names import (
    VALIDATION,
    has_validation,
    log_names,
    metric_log_names,
)
from model_codegen.analysis.training.training_facts import TrainingFacts, argument, found
from model_codegen.catalogue import training_entry
from model_codegen.catalogue.training_names import log_name
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.wording import listing, quote

_USUAL_SPLIT = 0.2


def check_callbacks(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of monitors that nothing writes, and of callbacks that cannot do what they are for."""
    for place, callback in enumerate(facts.training.callbacks):
        if made(callback, "callback") is not None:
            continue
        entry = training_entry(callback, "callback")
        if entry is None:
            continue
        if "monitor" in entry.schema["properties"] and _watches(callback, entry.name):
            yield from _monitor(facts, place, callback, entry.name)
        if entry.name == "ReduceLROnPlateau":
            yield from _rate(facts, place)
        if entry.name == "SwapEMAWeights":
            yield from _averages(facts, place)


def _watches(callback: Config, name: str) -> bool:
    return name != "ModelCheckpoint" or bool(argument(callback, "save_best_only", False))


def _monitor(facts: TrainingFacts, place: int, callback: Config, name: str) -> Iterator[Diagnostic]:
    heads = [output.name for output in facts.outputs]
    names = log_names(facts.training, heads)
    monitor = str(argument(callback, "monitor", "val_loss"))
    alike = f"{name} {monitor}"
    if monitor not in names:
        fixes = [
            _with(facts, place, _watching(facts, callback, near), f"Watch {near}")
            for near in _near(monitor, names)
        ]
        bare = monitor.removeprefix(VALIDATION)
        if bare != monitor and bare in names and not has_validation(facts.training):
            why = ", as no samples are kept to validate with: it does nothing"
            kept = replace(facts.training, validation_split=_USUAL_SPLIT)
            fixes.insert(0, retrained(facts, "Keep a fifth to validate with", kept))
        else:
            why = f", so it does nothing: there are {listing([*map(quote, names)], 8)}"
        message = f"{name} watches {quote(monitor)}, which nothing writes{why}"
        yield found(
            "unknown-monitor", "warning", message, *_at(facts, monitor), fixes=fixes, alike=alike
        )
    elif several := _metric_of_classes(facts, monitor):
        head, number, metric, choice = several
        fix = retrained(
            facts,
            f"Say {choice[0]}={choice[1]}",
            with_metric(facts.training, head, number, with_argument(metric, *choice)),
        )
        message = (
            f"{name} watches {quote(monitor)}, which has a number for each class: Keras can tell "
            f"no better one by that. Say {choice[0]} of the metric"
        )
        yield found(
            "unknown-monitor", "error", message, *_at(facts, monitor), fixes=[fix], alike=alike
        )
    elif argument(callback, "mode", "auto") == "auto" and not _has_direction(facts, monitor):
        best = _direction(facts, monitor)
        message = (
            f"{name} watches {quote(monitor)}, and Keras cannot tell whether more or less of it is "
            "better: it stops with an error after the first epoch. Say mode"
        )
        modes = [best] if best else ["min", "max"]
        fixes = [
            _with(facts, place, with_argument(callback, "mode", mode), f"Say mode={mode}")
            for mode in modes
        ]
        yield found(
            "unknown-monitor", "error", message, *_at(facts, monitor), fixes=fixes, alike=alike
        )


def _metric_of_classes(
    facts: TrainingFacts, monitor: str
) -> tuple[str, int, Config, tuple[str, str]] | None:
    """The head, place and metric of a name in the logs, and what makes one number of it.

    None where it is one number already.
    """
    bare = monitor.removeprefix(VALIDATION)
    heads = [output.name for output in facts.outputs]
    for (head, place), name in metric_log_names(facts.training, heads).items():
        metric = facts.training.heads[head].metrics[place]
        option = one_number(metric) if name == bare else None
        if option:
            return head, place, metric, option
    return None


def _near(monitor: str, names: list[str]) -> list[str]:
    """The names that may have been meant: of the same head and part, or spelled alike."""
    ending = [name for name in names if name.endswith(monitor.removeprefix(VALIDATION))]
    ending.sort(key=lambda name: name.startswith(VALIDATION) != monitor.startswith(VALIDATION))
    near = get_close_matches(monitor, names, n=3, cutoff=0.4)
    return list(dict.fromkeys([*ending, *near]))[:3]


def _watching(facts: TrainingFacts, callback: Config, name: str) -> Config:
    """The same callback that watches something else, and says what is better if it has to."""
    watching = with_argument(callback, "monitor", name)
    if argument(callback, "mode", "auto") == "auto" and not _has_direction(facts, name):
        return with_argument(watching, "mode", _direction(facts, name) or "min")
    return watching


def _has_direction(facts: TrainingFacts, monitor: str) -> bool:
    """Whether Keras knows which way is better: `MonitorCallback._set_monitor_op`.

    It compares with the names of metrics without their heads, and knows no loss but `loss`.
    """
    bare = monitor.removeprefix(VALIDATION)
    if bare == "loss":
        return True
    metrics = [metric for o in facts.outputs if o.head for metric in o.head.metrics]
    return any(
        log_name(metric) == bare and made(metric, "metric") is None and direction(metric)
        for metric in metrics
    )


def _direction(facts: TrainingFacts, monitor: str) -> str | None:
    """The mode that a name in the logs asks for; None where that is not known."""
    bare = monitor.removeprefix(VALIDATION)
    heads = [output.name for output in facts.outputs]
    for (head, place), name in metric_log_names(facts.training, heads).items():
        if name == bare:
            metric = facts.training.heads[head].metrics[place]
            way = direction(metric) if made(metric, "metric") is None else None
            return {"up": "max", "down": "min"}.get(way or "")
    return "min" if bare.endswith("loss") else None


def _rate(facts: TrainingFacts, place: int) -> Iterator[Diagnostic]:
    optimizer = facts.training.optimizer
    inner = argument(optimizer, "inner_optimizer")
    rate = argument(inner or optimizer, "learning_rate")
    if not isinstance(rate, dict):
        return
    entry = training_entry(rate, "schedule")
    called = entry.name if entry else "a schedule"
    first = argument(rate, "initial_learning_rate", UNSET)
    fixed = with_argument(inner or optimizer, "learning_rate", first)
    fixed = with_argument(optimizer, "inner_optimizer", fixed) if inner else fixed
    fixes = [
        _with(facts, place, None, "Remove ReduceLROnPlateau"),
        retrained(facts, "Begin with a fixed rate", replace(facts.training, optimizer=fixed)),
    ]
    message = (
        f"ReduceLROnPlateau sets the learning rate, which {called} sets as well: Keras refuses "
        "that when the loss first stops falling. Keep one of the two"
    )
    yield found("rate-conflict", "error", message, *facts.anywhere, fixes=fixes)


def _averages(facts: TrainingFacts, place: int) -> Iterator[Diagnostic]:
    optimizer = facts.training.optimizer
    if argument(optimizer, "use_ema", False):
        return
    kept = replace(facts.training, optimizer=with_argument(optimizer, "use_ema", True))
    message = "SwapEMAWeights takes averages of the weights, which the optimizer does not keep"
    fixes = [
        retrained(facts, "Keep averages: use_ema=True", kept),
        _with(facts, place, None, "Remove SwapEMAWeights"),
    ]
    alike = "SwapEMAWeights"
    yield found("training-object", "error", message, *facts.anywhere, fixes=fixes, alike=alike)


def _with(facts: TrainingFacts, place: int, callback: Config | None, title: str) -> Fix:
    return retrained(facts, title, with_callback(facts.training, place, callback))


def _at(facts: TrainingFacts, monitor: str) -> tuple[str, ...]:
    """The head that a name in the logs is about."""
    bare = monitor.removeprefix(VALIDATION)
    about = [o for o in facts.outputs if bare.startswith(f"{o.name}_")]
    return (max(about, key=lambda o: len(o.name)).node,) if about else facts.anywhere
