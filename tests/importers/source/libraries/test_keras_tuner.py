"""A hyperparameter is its default: the least value, or the first."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.libraries.keras_tuner import hyperparameter, is_hyperparameter
from model_codegen.importers.source.report import Report
from model_codegen.importers.source.values import Value

HOME = "keras_tuner.HyperParameters"


@pytest.mark.parametrize(
    ("kind", "args", "kwargs", "value"),
    [
        ("Int", ["units", 32, 256], {"step": 32}, 32),
        ("Int", ["units", 32, 256], {"default": 64}, 64),
        ("Float", ["rate"], {"min_value": 0.1, "max_value": 0.5}, 0.1),
        ("Choice", ["activation", ["relu", "tanh"]], {}, "relu"),
        ("Boolean", ["dropout"], {}, False),
        ("Fixed", ["units", 8], {}, 8),
    ],
)
def test_its_default_is_taken_and_told(
    kind: str, args: list[Value], kwargs: dict[str, Value], value: Value
) -> None:
    report = Report()
    assert is_hyperparameter(f"{HOME}.{kind}")
    assert hyperparameter(report, f"{HOME}.{kind}", args, kwargs, 3) == value
    assert list(report.skipped.values()) == ["the choices of a tuner (defaults are taken)"]


def test_one_without_a_default_is_not_followed() -> None:
    with pytest.raises(NotFollowed, match="no default"):
        hyperparameter(Report(), f"{HOME}.Choice", ["activation", []], {}, 3)


def test_other_paths_are_no_hyperparameters() -> None:
    assert not is_hyperparameter("keras_tuner.RandomSearch")
    assert not is_hyperparameter("other.Int")
