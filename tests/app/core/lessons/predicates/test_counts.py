"""How many weights are asked for, and how many there are."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.lessons.facts import Facts
from app.core.lessons.predicates import counts
from tests.app.designs import dense


def facts(total: int, trainable: int = 0) -> Facts:
    main = {"total_params": total, "trainable_params": trainable, "unused": []}
    return Facts(dense(1), {"graphs": {"main": main}, "diagnostics": []})


@pytest.mark.parametrize(
    ("wanted", "total", "passed"),
    [
        (217_537, 217_537, True),
        ("217,537", 217_537, True),
        (217_537, 434_945, False),
        ({"at_least": 3}, 2, False),
        ({"at_least": 3, "at_most": 4}, 4, True),
        ({"at_most": 4}, 5, False),
    ],
)
def test_parameters_are_counted(wanted: Any, total: int, passed: bool) -> None:
    asked = counts.parameters.argument.validate_python(wanted)
    assert counts.parameters.judge(facts(total), asked).passed is passed
    (line,) = counts.parameters.python(asked)
    model = type("Model", (), {"count_params": lambda _: total})()
    assert eval(line, {"model": model}) is passed


def test_what_is_found_is_said() -> None:
    one = counts.trainable_parameters.argument.validate_python(1)
    found = counts.trainable_parameters.judge(facts(9, 2_000), one)
    assert found.asked == "The model has 1 trainable parameter."
    assert found.found == "The model has 2,000 trainable parameters; 1 is asked for."
    few = counts.parameters.argument.validate_python({"at_most": 10})
    assert counts.parameters.judge(facts(9), few).found == "The model has 9 parameters."
