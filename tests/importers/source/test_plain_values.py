"""Kinds of plain values."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.plain_values import is_listed, is_number, is_plain, is_shape
from model_codegen.importers.source.values import Unknown


@pytest.mark.parametrize("value", [None, True, 1, "a", [1], {"a": 1}, slice(1), ...])
def test_values_of_python_stand_for_themselves(value: object) -> None:
    assert is_plain(value)


def test_what_is_not_known_is_no_plain_value() -> None:
    assert not is_plain(Unknown("it is not given"))


def test_lists_and_tuples_are_told_from_texts_and_dicts() -> None:
    assert is_listed([])
    assert is_listed(())
    assert not is_listed("ab")
    assert not is_listed({1: 2})


def test_a_bool_is_a_number_and_a_text_is_none() -> None:
    assert is_number(True)
    assert is_number(1.5)
    assert not is_number("1")


@pytest.mark.parametrize(
    ("value", "is_one"), [((None, 8), True), ([], True), ((True,), False), ("8", False), (8, False)]
)
def test_a_shape_is_a_list_of_whole_numbers_and_none(value: object, is_one: bool) -> None:
    assert is_shape(value) is is_one
