"""Values that a block casts."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from tests.drafting import block, design, graph, inp, layer

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("given", "wanted", "loss"),
    [
        ("float32", "int32", "what is behind the point is cut off"),
        ("float16", "uint8", "what is behind the point is cut off"),
        ("float32", "bool", "every value but 0 becomes True"),
        ("int32", "bool", "every value but 0 becomes True"),
        ("string", "float32", "no number is made of text"),
        ("int32", "float32", None),
        ("bool", "int32", None),
        ("float64", "float32", None),
        ("int64", "int32", None),
    ],
)
def test_what_is_lost_is_told(given: str, wanted: str, loss: str | None) -> None:
    calls = {"x": (inp(4, dtype=given),), "b": (block("inner"), "x")}
    definition = graph({"ids": (inp(4, dtype=wanted),), "c": (layer("Flatten"), "ids")}, "ids")
    found = analyse(design(calls, models={"inner": definition})).diagnostics
    casts = [each for each in found if each.code == "values-cast"]
    assert [each.nodes for each in casts] == ([("b", "x")] if loss else [])
    for each in casts:
        assert each.severity == "warning"
        said = f"`b` is given {given} by `x`, and casts it to the {wanted} of its input `ids`"
        assert each.message.startswith(said)
        assert loss is not None
        assert loss in each.message


def test_a_repeat_that_takes_what_it_returns_says_so_once() -> None:
    definition = graph(
        {
            "ids": (inp(4, dtype="int32"),),
            "e": (layer("Embedding", input_dim=9, output_dim=1), "ids"),
            "f": (layer("Flatten"), "e"),
        },
        "ids",
    )
    calls = {"x": (inp(4, dtype="int32"),), "b": (block("i", repeat=3), "x")}
    found = analyse(design(calls, models={"i": definition})).diagnostics
    assert [each.nodes for each in found if each.code == "values-cast"] == [("b",)]
