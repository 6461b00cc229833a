"""A model of the file format becomes what it names, and says how a thing is written."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from model_codegen.design.fileformat.wire import Wire, form_error


class Pair(Wire, becomes=lambda left, right: (left, right)):
    left: int
    right: int


def test_a_model_becomes_what_it_names() -> None:
    assert Pair.model_validate({"left": 1, "right": 2}) == (1, 2)


@pytest.mark.parametrize("written", [{"left": 1, "right": "2"}, {"left": 1, "right": 2, "more": 3}])
def test_nothing_is_coerced_and_nothing_unknown_is_taken(written: object) -> None:
    with pytest.raises(ValidationError):
        Pair.model_validate(written)


def test_braces_of_an_example_are_text() -> None:
    hint = 'a tensor is written {"tensor": ["dense", 0]}'
    assert form_error(hint).message() == hint
