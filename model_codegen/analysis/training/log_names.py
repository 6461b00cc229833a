"""`log_names`: under which names a training writes what it measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model_codegen.catalogue.training_names import log_name
from model_codegen.design.training import Head, Training

VALIDATION = "val_"
RATE = "learning_rate"
_WRITE_RATE = "keras.callbacks.ReduceLROnPlateau"
_NONE = Head()


def log_names(training: Training, heads: Sequence[str]) -> list[str]:
    """The names in the logs of an epoch, as Keras' `fit` writes them.

    A loss of its own has every head where several are trained; a metric bears the name of its head
    where the model has several outputs. Metrics of one name are numbered. Keras' rules are those
    of `CompileLoss` and `CompileMetrics` in `keras/src/trainers/compile_utils.py`.

    Args:
        training: How it is trained.
        heads: The names of all outputs, in order (see `head_names.head_names`).
    """
    measured = list(
        dict.fromkeys(["loss", *_losses(training.heads, heads), *_metrics(training, heads)])
    )
    validated = [f"{VALIDATION}{name}" for name in measured] if has_validation(training) else []
    writes_rate = any(held.get("class_name") == _WRITE_RATE for held in training.callbacks)
    return [*measured, *validated, *([RATE] if writes_rate else [])]


def has_validation(training: Training) -> bool:
    """Whether a part of the samples is kept to validate with."""
    return training.validation_split > 0


def metric_log_names(training: Training, heads: Sequence[str]) -> dict[tuple[str, int], str]:
    """The log name of each metric, by its head and its place among the head's metrics.

    Args:
        training: How it is trained.
        heads: The names of all outputs, in order.
    """
    counts: dict[str, int] = {}
    found: dict[tuple[str, int], str] = {}
    for head in heads:
        for place, metric in enumerate(training.heads.get(head, _NONE).metrics):
            name = f"{head}_{log_name(metric)}" if len(heads) > 1 else log_name(metric)
            number = counts.get(name, 0)
            counts[name] = number + 1
            found[head, place] = f"{name}_{number}" if number else name
    return found


def _metrics(training: Training, heads: Sequence[str]) -> list[str]:
    return [*metric_log_names(training, heads).values()]


def _losses(learned: Mapping[str, Head], heads: Sequence[str]) -> list[str]:
    trained = [head for head in heads if learned.get(head, _NONE).loss is not None]
    return [f"{head}_loss" for head in trained] if len(trained) > 1 else []
