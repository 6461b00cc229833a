"""Metrics that have a number for each class, unless an argument makes one of them."""

from __future__ import annotations

from model_codegen.analysis.training.training_facts import argument
from model_codegen.catalogue import training_entry
from model_codegen.design.config_values import Config

_OPTIONS = {
    "F1Score": ("average", "macro", None),
    "FBetaScore": ("average", "macro", None),
    "R2Score": ("class_aggregation", "uniform_average", "uniform_average"),
}
"""By class: the argument that says how they become one, such a value, and the default."""


def one_number(metric: Config) -> tuple[str, str] | None:
    """The argument, and its value, that would make a metric of classes one number.

    Args:
        metric: A held `keras.metrics` object.

    Returns:
        Both; None where the metric is one number as it is.
    """
    entry = training_entry(metric, "metric")
    option = _OPTIONS.get(entry.name) if entry else None
    if option is None:
        return None
    name, value, default = option
    return (name, value) if argument(metric, name, default) is None else None
