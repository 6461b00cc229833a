"""Spaces and brackets of an expression that change nothing say nothing."""

from __future__ import annotations

from model_codegen.design.graph import Expression
from model_codegen.equivalence.normal_expressions import normal_expressions
from tests.drafting import given


def same(one: object, other: object) -> bool:
    return bool(normal_expressions(one) == normal_expressions(other))


def test_what_is_put_together_alike_is_one() -> None:
    assert same({"units": given("(size + 2) - 2")}, {"units": given("size+2 - 2")})
    assert not same(given("size + 2 - 2"), given("size + (2 - 2)"))
    assert not same(given("2 * size"), given("size * 2"))
    assert same([Expression("(size)")], [Expression("size")])
    assert not same((Expression("size"),), [Expression("size")])


def test_all_else_stays_as_it_is() -> None:
    config = {"units": 4, "shape": [None, (2, 3)], "odd": given("size +"), "text": "(size)"}
    assert normal_expressions(config) == config
