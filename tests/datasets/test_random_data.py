"""Random numbers between the ends that are known."""

from __future__ import annotations

import pytest

from model_codegen.datasets.random_data import is_whole, random_range, read_random
from model_codegen.design.training import Data, FieldFacts


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        (FieldFacts(), (0, 1)),
        (FieldFacts(minimum=-2, maximum=3), (-2, 3)),
        (FieldFacts(minimum=5), (5, 5)),
    ],
)
def test_ends(facts: FieldFacts, ends: tuple[float, float]) -> None:
    assert random_range(facts) == ends
    values = read_random(Data("random", samples=50, fields={"x": facts}))["x"]
    assert ends[0] <= values.min() <= values.max() <= ends[1]


def test_whole_numbers() -> None:
    assert is_whole(FieldFacts(dtype="uint8"))
    assert not is_whole(FieldFacts(dtype="float32"))
