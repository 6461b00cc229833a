"""Arithmetic over the parameters of a block: Python's, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_codegen.design.expressions import (
    LARGEST,
    MAX_LENGTH,
    ExpressionError,
    evaluate,
    expression,
    expressions,
    may_be_name,
    names,
    renamed,
    substituted,
)

VALUES: dict[str, Any] = {"a": 7, "b": -3, "c": 0.5, "filters": 64, "kind": "relu", "on": True}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("filters", 64),
        ("4 * filters", 256),
        ("-a ** 2", -49),
        ("2 ** -1 * 4", 2.0),
        ("2 ** 3 ** 2", 512),
        ("-b // 2", 1),
        ("b % 5", 2),
        ("a - 3 - 2", 2),
        ("a / 2", 3.5),
        ("+a * (c + 1)", 10.5),
        ("1.0/255", 1.0 / 255),
        ("1_000", 1000),
        (".5e1", 5.0),
        ("(a, a * 2)", (7, 14)),
        ("(a,)", (7,)),
        ("()", ()),
        ("((a, 1), kind)", ((7, 1), "relu")),
        ("kind", "relu"),
        ("on", True),
        ("(a)", 7),
    ],
)
def test_what_it_comes_to_is_what_python_says(text: str, value: Any) -> None:
    found = evaluate(text, VALUES)
    assert (found, type(found)) == (value, type(value))


SIGNS = ("+", "-", "*", "/", "//", "%", "**")

TERMS = st.recursive(
    st.sampled_from(["a", "b", "c", "2", "0.5", "10"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "**"]), inner).map(
            " ".join
        )
        | inner.map("({})".format)
        | inner.map("-{}".format)
    ),
    max_leaves=8,
)


@given(TERMS)
def test_any_arithmetic_comes_to_what_python_says_or_is_refused(text: str) -> None:
    try:
        found = evaluate(text, VALUES)
    except ExpressionError:
        return
    expected = eval(text, {"__builtins__": {}}, VALUES)
    assert (found, type(found)) == (expected, type(expected))


@given(st.text(max_size=30))
def test_no_text_does_more_than_come_to_nothing(text: str) -> None:
    try:
        evaluate(text, VALUES)
        said = ""
    except ExpressionError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "an empty expression comes to nothing"),
        ("filtres", "`filtres` is no parameter of this block, did you mean `filters`?"),
        ("zz", "`zz` is no parameter of this block, which has"),
        ("a / 0", "`7 / 0` divides by zero"),
        ("a % (2 - 2)", "`7 % 0` divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("a +", "breaks off"),
        ("(a", "breaks off"),
        ("a b", "`b` cannot stand there"),
        ("a, a", "`,` cannot stand there"),
        ("a)", "`)` cannot stand there"),
        ("(,)", "`,` cannot stand there"),
        ("f(a)", "`(` cannot stand there"),
        ("a.real", "`.` is none of"),
        ("a[0]", "`[` is none of"),
        ("'x' * 9", "`'` is none of"),
        ("a if a else b", "`if` cannot stand there"),
        ("lambda: 1", "is none of"),
        ("not a", "`not` cannot stand there"),
        ("kind * 2", "`kind` is 'relu', which cannot be reckoned with"),
        ("on + 1", "`on` is True, which cannot be reckoned with"),
        ("(a, a) + 1", "cannot be reckoned with"),
        ("10 ** 10 ** 10", "too large a number"),
        ("9 ** 9 ** 9 ** 9", "too large a number"),
        (str(LARGEST + 1), "too large a number"),
        ("1e308 * 10", "too large a number"),
        ("1e999", "too large a number"),
        ("(0 - 8) ** c", "is no real number"),
        ("1__0", "is no number"),
        ("(" * 90, "nested too deeply"),
        ("-" * 90, "nested too deeply"),
        ("a" * (MAX_LENGTH + 1), "has at most 200 characters"),
    ],
)
def test_what_is_no_arithmetic_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, VALUES)
    assert reason in str(caught.value)


def test_without_parameters_a_name_says_that_there_are_none() -> None:
    with pytest.raises(ExpressionError, match="`n` is no parameter: there are none here"):
        evaluate("n", {})


def test_a_config_gets_values_for_its_expressions() -> None:
    shared = {"axis": [1, 2]}
    config = {
        "units": {"expression": "4 * filters"},
        "kernel": {"expression": "(a, a)"},
        "inner": {"class_name": "keras.layers.Dense", "config": {"units": {"expression": "a"}}},
        "shape": [None, {"expression": "filters"}],
        "kept": shared,
    }
    found = substituted(config, VALUES)
    assert found == {
        "units": 256,
        "kernel": [7, 7],
        "inner": {"class_name": "keras.layers.Dense", "config": {"units": 7}},
        "shape": [None, 64],
        "kept": shared,
    }
    assert found["kept"] is shared
    assert substituted(found, VALUES) is found


def test_only_an_object_with_that_one_key_is_an_expression() -> None:
    assert expression({"expression": "a"}) == "a"
    assert expression({"expression": 1}) is None
    assert expression({"expression": "a", "more": 1}) is None
    assert expression("a") is None
    assert expressions({"x": [{"expression": "a"}, 1], "y": {"expression": "b"}}) == ["a", "b"]


def test_the_names_of_an_expression_are_told_and_changed() -> None:
    assert names("a * (b + a) // filters2") == ("a", "b", "filters2")
    assert renamed("a*( b + a) // aa", {"a": "units"}) == "units*( b + units) // aa"
    assert renamed("'no", {"no": "yes"}) == "'no"


def test_a_parameter_is_called_as_python_would_let_it() -> None:
    assert may_be_name("filters_1")
    assert not any(map(may_be_name, ("", "1a", "a b", "if", "None", "a.b")))
