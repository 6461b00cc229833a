"""Costs as lines of text."""

from __future__ import annotations

import pytest

from model_codegen.costing.cost_result import Cost, GraphCost, NodeCost
from model_codegen.costing.cost_table import brief, lines, memory
from model_codegen.costing.work import Work

NODES = {
    "x": NodeCost("keras.Input", output_bytes=16, shapes=((1, 4),)),
    "small": NodeCost("keras.layers.ReLU", flops=4, output_bytes=16, shapes=((1, 4),)),
    "large": NodeCost(
        "keras.layers.Dense",
        (Work("MatMul", (("outputs", 8), ("inputs of each", 4))),),
        flops=64,
        macs=32,
        params=40,
        param_bytes=160,
        output_bytes=32,
        shapes=((1, 8),),
    ),
}


def cost(*problems: str) -> Cost:
    graph = GraphCost(NODES, 68, 32, 48, "large", 64)
    fixed = {"float32": 160}
    return Cost({"main": graph}, 1, {}, False, "adam", "float32", 40, 40, fixed, 160, 320, problems)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, "1 k"), (7_750_000_000, "7.75 G"), (10**18, "1 E")],
)
def test_numbers_have_three_digits_and_a_letter(number: int, text: str) -> None:
    assert brief(number) == text


def test_bytes_are_decimal() -> None:
    assert (memory(12), memory(97_800_000)) == ("12 B", "97.8 MB")


def test_calls_stand_as_they_run_or_the_dearest_first() -> None:
    names = {"large": "the_large"}
    inorder = [line.split()[0] for line in [*lines(cost(), names)][1:4]]
    assert inorder == ["x", "small", "the_large"]
    ranked = [*lines(cost(), names, "flops", 1)]
    assert ranked[1].startswith("the_large")
    assert "94.1 %" in ranked[1]
    assert ranked[2] == "… and 2 more"


def test_totals_say_whether_they_are_whole() -> None:
    whole, partial = [*lines(cost(), {})], [*lines(cost("`x` is not known."), {})]
    assert "batch 1, float32" in whole
    assert "batch 1, float32, as far as it is known" in partial
    assert "memory in use     160 B weights + 48 B tensors" in whole
