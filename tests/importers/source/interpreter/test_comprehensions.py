"""Comprehensions, held to Python."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_ITEMS
from tests.importers.source.interpreter.held_to_python import check, reason_of


@pytest.mark.parametrize(
    "text",
    [
        "[a * 2 for a in range(4) if a % 2]", "{a % 2 for a in range(4)}",
        "{a: b for a, b in [('x', 1), ('y', 2)]}", "[(a, b) for a in 'xy' for b in range(2)]",
        "[b for a in [[1, 2], [3]] for b in a if b > 1 if b < 3]", "sum(a for a in (1, 2))",
        "[a for a, *_ in [(1, 2, 3)]]",
    ],
)  # fmt: skip
def test_the_items_are_those_of_python(text: str) -> None:
    check(f"found = {text}", "found")


def test_its_variable_is_its_own() -> None:
    check("a = 5\nfound = [a for a in range(3)]", "a", "found")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[a for a in nowhere]", "`nowhere` is not defined in this text"),
        ("[a for a in [1] if nowhere]", "`nowhere` is not defined in this text"),
        ("{[] for a in [1]}", "a key is not hashable"),
        ("{nowhere: 1 for a in [1]}", "`nowhere` is not defined in this text"),
        (f"[0 for a in range({MOST_ITEMS + 1})]", f"a loop has {MOST_ITEMS + 1:,} rounds"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason
