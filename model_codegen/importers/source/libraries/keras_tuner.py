"""KerasTuner: a drawing has one value for each hyperparameter, its default."""

from __future__ import annotations

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.values import Value

TUNER = Foreign("keras_tuner.HyperParameters")
"""What a function is given that builds a model for KerasTuner."""

_SIGNATURES: dict[str, tuple[str, ...]] = {
    "Boolean": ("name", "default"),
    "Choice": ("name", "values", "ordered", "default"),
    "Fixed": ("name", "value"),
    "Float": ("name", "min_value", "max_value", "step", "sampling", "default"),
    "Int": ("name", "min_value", "max_value", "step", "sampling", "default"),
}
"""Hyperparameters of KerasTuner, as its documentation of `HyperParameters` has them."""


def is_hyperparameter(path: str) -> bool:
    """Whether a path names a hyperparameter of KerasTuner."""
    home, _, name = path.rpartition(".")
    return name in _SIGNATURES and home.rpartition(".")[2] == "HyperParameters"


def hyperparameter(
    report: Report, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """The default of a hyperparameter: by KerasTuner's rule the least value, or the first.

    Args:
        report: Is told that it is not run.
        path: Its path, such as `keras_tuner.HyperParameters.Int`.
        args: What it is made with.
        kwargs: What it is made with by name.
        line: Where.

    Raises:
        NotFollowed: If that is not known.
    """
    name = path.rpartition(".")[2]
    given = dict(zip(_SIGNATURES[name], args, strict=False)) | kwargs
    told = "the choices of a tuner (defaults are taken)"
    report.skip(f"hp.{name} (its default is taken)", line, told)
    values = given.get("values")
    first = values[0] if isinstance(values, (list, tuple)) and values else None
    default = given.get("default")
    for value in (default, given.get("value"), given.get("min_value"), first):
        if value is not None:
            return value
    if name == "Boolean":
        return False
    raise NotFollowed("a hyperparameter has no default that is known")
