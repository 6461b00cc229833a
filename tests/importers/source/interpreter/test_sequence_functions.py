"""Python's built-in functions on sequences, held to Python."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, reason_of


@pytest.mark.parametrize(
    "text",
    [
        "len([1, 2])", "len({'a': 1})", "list(enumerate('ab', start=1))",
        "list(enumerate('ab', 2))",
        "list(zip([1, 2, 3], 'ab'))", "list(map(lambda a, b: a * b, [1, 2], [3, 4]))",
        "list(map(str, [1, 2]))", "list(filter(None, [0, 1, '']))",
        "list(filter(lambda v: v > 1, [1, 2]))", "list(reversed([1, 2]))", "sorted([2, 1, 3])",
        "sorted('ba', reverse=True)", "sum([1, 2], 3)", "sum([[1], [2]], [])", "max(1, 3, 2)",
        "min([3, 1])", "max([], default=7)", "all([1, 0])", "any([0, 1])", "all([])",
    ],
)  # fmt: skip
def test_the_result_is_that_of_python(text: str) -> None:
    check(f"found = {text}", "found")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("len(3)", "Python would say: object of type 'int' has no len()"),
        ("sorted([1], key=abs)", "the order is not followed"),
        ("max([1], key=abs)", "the order is not followed"),
        ("map(abs)", "`map` lacks arguments"),
        ("filter(abs)", "`filter` lacks arguments"),
        ("enumerate([1], 'a')", "where the count starts is not known"),
        ("all([nowhere])", "`nowhere` is not defined in this text"),
        ("sum([1, 'a'])", "Python would say: unsupported operand type(s) for +: 'int' and 'str'"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason
