"""The analysis is content-addressed, and what it keeps is bounded."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis import DesignAnalyser, analyse
from model_codegen.analysis.cached_calls import outcome
from model_codegen.design.graph import Design, Slice
from tests.drafting import design, inp, layer, op

pytestmark = pytest.mark.keras


def misses(*designs: Design) -> int:
    """How many calls Keras has to work out for some designs, one after the other."""
    outcome.cache_clear()
    for each in designs:
        DesignAnalyser(offers=False).analyse(each)  # fixes that are tried are calls, too
    return len(outcome.cache)


def stack(size: int, prefix: str) -> Design:
    calls: dict[str, tuple[Any, ...]] = {"x": (inp(8),)}
    for i in range(size):
        calls[f"{prefix}{i}"] = (layer("Dense", units=8), f"{prefix}{i - 1}" if i else "x")
    return design(calls)


def test_equal_calls_are_worked_out_once_whatever_they_are_called() -> None:
    assert misses(stack(1, "a")) == 2
    assert misses(stack(100, "a"), stack(50, "b")) == 2


@pytest.mark.parametrize(
    "other",
    [
        (layer("Dense", units=3, use_bias=False), "x"),
        (layer("Dense", "float16", units=3), "x"),
        (layer("Dense", trainable=False, units=3), "x"),
        (layer("Dense", units=3.0), "x"),
        (layer("Dense", units=3), "y"),
        (layer("Dense", units=3), "x", {"training": False}),
        (layer("EinsumDense", equation="ab,bc->ac", output_shape=3), "x"),
    ],
)
def test_whatever_the_result_can_depend_on_makes_another_call(other: tuple[Any, ...]) -> None:
    base = {"x": (inp(8),), "y": (inp(8, dtype="float16"),), "a": (layer("Dense", units=3), "x")}
    assert misses(design(base), design({**base, "a": other})) == 4


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (1, 1.0),
        (1, True),
        (0, False),
        ("1", 1),
        (None, "None"),
        ((1,), [1]),
        (Slice(0, 1), (0, 1, None)),
        (..., "Ellipsis"),
    ],
)
def test_literals_that_python_takes_for_equal_are_told_apart(one: Any, two: Any) -> None:
    def indexed(key: Any) -> Design:
        return design({"x": (inp(8),), "a": (op("get_item"), "x", {"key": key})})

    outcome.cache_clear()
    analyse(indexed(one))
    before = len(outcome.cache)
    analyse(indexed(two))
    assert len(outcome.cache) > before


def test_a_later_call_depends_on_the_call_that_built_the_layer() -> None:
    def shared(first: int, second: int) -> Design:
        return design(
            {
                "x": (inp(first, 4),),
                "y": (inp(second, 4),),
                "a": (layer("Conv1D", filters=2, kernel_size=2), "x"),
                "b": ("a", "y"),
            },
            ["x", "y"],
        )

    assert misses(shared(5, 5)) == 2
    assert misses(shared(5, 6)) == 4
    assert misses(shared(5, 6), shared(6, 5)) == 6
    assert analyse(shared(5, 6)).nodes["b"].outputs == analyse(shared(6, 5)).nodes["a"].outputs
