"""What steps make of what is known, and which they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.datasets.step_facts import STEPS, step_facts
from model_codegen.design.errors import DataError
from model_codegen.design.training import FieldFacts

IMAGE = FieldFacts((8, 8), "uint8", 0, 16)
LABEL = FieldFacts((), "int64", 0, 2, {"0": 1, "1": 1, "2": 1})


@pytest.mark.parametrize(
    ("known", "step", "after"),
    [
        (IMAGE, {"step": "scale", "by": 16}, FieldFacts((8, 8), "float32", 0, 1)),
        (IMAGE, {"step": "scale", "by": -16}, FieldFacts((8, 8), "float32", -1, 0)),
        (IMAGE, {"step": "standardize"}, FieldFacts((8, 8), "float32")),
        (IMAGE, {"step": "resize", "size": [2, 3]}, FieldFacts((2, 3), "uint8", 0, 16)),
        (IMAGE, {"step": "reshape", "shape": [64]}, FieldFacts((64,), "uint8", 0, 16)),
        (IMAGE, {"step": "add_channel"}, FieldFacts((8, 8, 1), "uint8", 0, 16)),
        (IMAGE, {"step": "cast", "dtype": "int32"}, FieldFacts((8, 8), "int32", 0, 16)),
        (LABEL, {"step": "one_hot", "classes": 3}, FieldFacts((3,), "float32", 0, 1)),
    ],
)
def test_a_step(known: FieldFacts, step: dict[str, Any], after: FieldFacts) -> None:
    assert step_facts(known, step) == after


@pytest.mark.parametrize(
    ("known", "step", "said"),
    [
        (IMAGE, {"step": "blur"}, "no step 'blur'; there are scale, standardize"),
        (IMAGE, {"step": ["scale"]}, "no step"),
        (IMAGE, {"step": "scale", "by": 0}, "divides by the number"),
        (IMAGE, {"step": "scale", "by": 10**400}, "divides by the number"),
        (IMAGE, {"step": "scale", "by": "x"}, "divides by the number"),
        (IMAGE, {"step": "resize", "size": [0, 3]}, "takes a `size`"),
        (IMAGE, {"step": "resize", "size": [3, 10**9]}, "takes a `size`"),
        (LABEL, {"step": "resize", "size": [3, 3]}, r"takes images, .* have the shape \(\)"),
        (IMAGE, {"step": "reshape", "shape": [65]}, r"has 64 numbers, and .* takes 65"),
        (IMAGE, {"step": "reshape", "shape": "64"}, "takes the `shape`"),
        (LABEL, {"step": "one_hot", "classes": 2}, "from 0 to 1, and these go from 0 to 2"),
        (LABEL, {"step": "one_hot", "classes": 10**9}, "takes `classes`, from 1 to 100,000"),
        (FieldFacts((), "float32", 0, 1), {"step": "one_hot", "classes": 2}, "are float32"),
        (IMAGE, {"step": "cast", "dtype": "object"}, "takes a `dtype`, one of float16"),
        (FieldFacts((), "str"), {"step": "scale", "by": 2}, "takes numbers, and this is text"),
    ],
)
def test_what_cannot_be_done_is_said(known: FieldFacts, step: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        step_facts(known, step)


def test_all_steps_are_tried() -> None:
    assert len(STEPS) == 7
