"""Which steps bring which fields where."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.training import FieldFacts
from model_codegen.proposals.ends import InputEnd, OutputEnd
from model_codegen.proposals.fitting import Fit, input_fit, is_image, target_fit

DIGIT = FieldFacts((8, 8), "float64", 0, 16)
PHOTO = FieldFacts((32, 32, 3), "uint8", 0, 255)
TOKENS = FieldFacts((9,), "int32", 0, 99)
TEN = FieldFacts((), "int64", 0, 9, {str(i): 1 for i in range(10)})
TWO = FieldFacts((), "int64", 0, 1, {"0": 1, "1": 1})
PRICE = FieldFacts((), "float64", 0, 900)


def steps(fit: Fit | None) -> list[list[Any]] | None:
    return None if fit is None else [list(step.values()) for step in fit.steps]


@pytest.mark.parametrize(
    ("facts", "end", "expected"),
    [
        (
            DIGIT,
            InputEnd("x", (28, 28, 1), "float32"),
            [["resize", [28, 28]], ["add_channel"], ["scale", 16]],
        ),
        (DIGIT, InputEnd("x", (64,), "float32"), [["reshape", [64]], ["scale", 16]]),
        (
            DIGIT,
            InputEnd("x", (784,), "float32"),
            [["resize", [28, 28]], ["reshape", [784]], ["scale", 16]],
        ),
        (DIGIT, InputEnd("x", (28, 28, 3), "float32"), None),
        (DIGIT, InputEnd("x", (7,), "float32"), None),
        (PHOTO, InputEnd("x", (32, 32, 3), "float32", raw=True), []),
        (PHOTO, InputEnd("x", (None, None, 3), "float32"), [["scale", 255]]),
        (TOKENS, InputEnd("x", (9,), "int32", tokens=100), []),
        (TOKENS, InputEnd("x", (9,), "float32", tokens=50), None),
        (TOKENS, InputEnd("x", (9,), "float32"), [["standardize"]]),
        (PRICE, InputEnd("x", (1,), "float32"), [["reshape", [1]], ["standardize"]]),
        (FieldFacts((), "str"), InputEnd("x", (), "string"), []),
        (FieldFacts((), "str"), InputEnd("x", (), "float32"), None),
    ],
)
def test_inputs(facts: FieldFacts, end: InputEnd, expected: list[list[Any]] | None) -> None:
    assert steps(input_fit(facts, end)) == expected


@pytest.mark.parametrize(
    ("facts", "end", "expected"),
    [
        (TEN, OutputEnd("y", (10,), "softmax"), []),
        (TEN, OutputEnd("y", (5,), "softmax"), None),
        (TEN, OutputEnd("y", (10,), None), []),
        (TEN, OutputEnd("y", (1,), "sigmoid"), None),
        (TEN, OutputEnd("y", (1,), "linear"), []),
        (TWO, OutputEnd("y", (1,), "sigmoid"), []),
        (PRICE, OutputEnd("y", (1,), "linear"), [["standardize"]]),
        (PRICE, OutputEnd("y", (1,), "sigmoid"), None),
        (PRICE, OutputEnd("y", (3,), "softmax"), None),
        (FieldFacts((7,), "float32", -1, 1), OutputEnd("y", (7,), None), []),
        (
            FieldFacts((32, 32), "uint8", 0, 1),
            OutputEnd("y", (32, 32, 1), "sigmoid"),
            [["add_channel"]],
        ),
        (
            FieldFacts((32, 32), "uint8", 0, 1),
            OutputEnd("y", (16, 16, 2), "softmax"),
            [["resize", [16, 16]]],
        ),
    ],
)
def test_targets(facts: FieldFacts, end: OutputEnd, expected: list[list[Any]] | None) -> None:
    assert steps(target_fit(facts, end)) == expected


def test_images_are_told_from_series() -> None:
    assert is_image(DIGIT)
    assert not is_image(FieldFacts((30, 5), "float32", -1, 1))
