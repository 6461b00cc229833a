"""Arguments as arithmetic over the parameters of the function around them."""

from __future__ import annotations

import ast

import pytest

from model_codegen.importers.source.provenance import filled, names_in, text_of, written
from model_codegen.importers.source.values import Run

BODY = """
def build(filters, rate=0.5, act="relu"):
    wide = 4 * filters
    self.units = filters + 1
    changed = 1
    changed = 2
"""
RUN = Run("build", ast.parse(BODY).body[0], {"filters": 16, "rate": 0.5, "act": "relu"})


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("filters", 16, "filters"),
        ("4 * filters", 64, "4 * filters"),
        ("-filters // 2", -8, "-filters // 2"),
        ("filters ** 2", 256, "filters ** 2"),
        ("filters ** rate", 4.0, "filters ** rate"),
        ("filters ** filters ** filters", 1, None),
        ("(filters - filters) ** -1", 1, None),
        ("wide + 1", 65, "4 * filters + 1"),
        ("self.units", 17, "filters + 1"),
        ("(filters, 2)", [16, 2], "(filters, 2)"),
        ("act", "relu", "act"),
        ("rate", 0.5, "rate"),
        ("4 * filters", 63, None),
        ("filters", 16.0, None),
        ("changed", 2, None),
        ("other", 1, None),
        ("int(filters)", 16, None),
        ("64", 64, None),
        ("filters // 0", 1, None),
    ],
)
def test_an_argument_is_one_where_it_comes_to_the_value(
    source: str, value: object, text: str | None
) -> None:
    assert text_of(RUN, ast.parse(source, mode="eval").body, value) == text


def test_an_item_of_a_shape_may_be_one() -> None:
    part = ast.parse("(None, 2 * filters)", mode="eval").body
    assert written(RUN, {"shape": part}, {"shape": (None, 32)}) == {"shape[1]": "2 * filters"}


def test_numbers_take_the_place_of_parameters() -> None:
    assert names_in("a * b + a") == ["a", "b"]
    assert filled("a * b", {"b": 3}) == "a * 3"
