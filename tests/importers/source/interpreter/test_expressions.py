"""Expressions, held to what Python makes of them."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, reason_of, value_of


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 * 3 - 4", "-2 ** 2", "not []", "+True", "~5", "7 // 2 % 2", "1 < 2 < 3", "1 < 2 > 3",
        "'a' in 'abc'", "None is None", "0 or [] or 'x'", "1 and 0 and 2", "1 if 0 else 2",
        "(1, *[2, 3])", "[*range(3), 4]", "{1, 2, 1}", "{'a': 1, **{'b': 2}}", "[1, 2, 3][::-1]",
        "'abc'[1]", "{'a': 1}['a']", "f'{3:03d}-{\"a\"!r:>5}{1.5:.2f}'",
        "(lambda a, b=2: a + b)(1)",
        "(y := 4) + y", "(lambda *a, k=1, **r: (a, k, r))(1, 2, k=3, z=4)", "__name__ and ''",
        "0b11 << 2", "1e3", "b'ab'", "...",
    ],
)  # fmt: skip
def test_the_value_is_that_of_python(text: str) -> None:
    check(f"found = {text}", "found")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nowhere", "`nowhere` is not defined in this text"),
        ("f'{nowhere}'", "`nowhere` is not defined in this text"),
        ("f'{1:{nowhere}}'", "`nowhere` is not defined in this text"),
        ("{**nowhere}", "what is unpacked here is not known"),
        ("{[]: 1}", "a key is not hashable"),
        ("1 / 0", "Python would say: division by zero"),
        ("[1][2]", "there is no item 2"),
        ("(yield)", "`yield` is not followed"),
        ("'x' * 1000000", "the value is too large"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason


def test_a_long_sum_is_no_deep_one() -> None:
    assert value_of(" + ".join(["1"] * 200)) == 200
