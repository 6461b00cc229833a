"""Only what is set is kept."""

from __future__ import annotations

from app.core.training.argument_field import ArgumentField
from app.core.training.held_object import UNSET, class_name, same, with_argument

RATE = ArgumentField("learning_rate", "number", default=0.001)
UNITS = ArgumentField("steps", "integer", required=True, default=1000)


def test_an_argument_that_gets_its_default_is_not_written() -> None:
    assert with_argument({}, RATE, 0.01) == {"learning_rate": 0.01}
    assert with_argument({"learning_rate": 0.01, "beta_1": 0.8}, RATE, 0.001) == {"beta_1": 0.8}
    assert with_argument({"learning_rate": 0.01}, RATE, UNSET) == {}
    assert with_argument({}, UNITS, 1000) == {"steps": 1000}


def test_numbers_are_no_truth_values() -> None:
    assert same(1, 1.0)
    assert not same(1, True)
    assert same([1, 2], (1.0, 2))


def test_a_class_is_called_by_its_last_part() -> None:
    assert class_name({"class_name": "keras.losses.Huber"}) == "Huber"
    assert class_name(None) == ""
