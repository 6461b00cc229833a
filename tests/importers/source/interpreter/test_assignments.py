"""Augmented assignment, held to Python."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_ITEMS
from tests.importers.source.interpreter.held_to_python import check, follow


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\na += 2\nb = a", "a = [1]\nb = a\na += (2, 3)", "a = (1,)\nb = a\na += (2,)",
        "a = {'k': 2}\na['k'] *= 3\nb = a", "a = [1, 2]\na[0] -= 5\nb = a",
        "a = 'x'\na *= 3\nb = a",
    ],
)  # fmt: skip
def test_variables_hold_what_they_do_in_python(text: str) -> None:
    check(text, "a", "b")


def test_an_attribute_is_read_and_set() -> None:
    check("class Box: size = 1\nbox = Box()\nbox.size += 2\nfound = box.size, Box.size", "found")


def test_a_list_does_not_grow_without_bound() -> None:
    reading = follow(f"a = [0] * {MOST_ITEMS - 1}\na += [1, 2]")
    assert reading.report.troubles == {2: "the list is too long"}
