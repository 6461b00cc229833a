"""Predicates are read with their arguments, and what is wrong with them is told."""

from __future__ import annotations

import pytest

from app.core.lessons import check_reading, yaml_text
from app.core.lessons.lesson import Check
from app.core.lessons.predicates.argument import Amount


def read(text: str) -> tuple[tuple[Check, ...], list[str]]:
    said = yaml_text.read(text, "f", 1)
    checks, wrong = check_reading.read(said.value, (), said)
    return checks, [f"{said.line(path)}: {reason}" for path, reason in wrong]


def test_predicates_are_read_in_predicates() -> None:
    checks, wrong = read("- any:\n    - parameters: 3\n    - not: {no_errors: true}\n")
    assert not wrong
    inner = (
        Check("parameters", Amount(exactly=3), 2),
        Check("not", (Check("no_errors", True, 3),), 3),
    )
    assert checks == (Check("any", inner, 1),)
    assert [*check_reading.names(checks)] == ["any", "parameters", "not", "no_errors"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters: 3", "1: This is a list of predicates: lines that begin with `-`."),
        ("- 3", "1: Each predicate is one line of its own: `- parameters: 1_000`."),
        ("- {parameters: 3, no_errors: true}", "1: Each predicate is one line of its own"),
        ("- {parameters: 434,945}", "1: Write `434_945`: a comma begins something new."),
        ("- any: []", "1: `any` needs predicates"),
        ("- any: {parmeters: 3}", "1: There is no predicate `parmeters`. Did you mean `para"),
        ("- no_errors: false", "1: `no_errors`: this is `true`."),
        ("- parameters: {atleast: 3}", "1: `parameters`: there is no key `atleast`. Did you mean"),
        ("- layers: {clas: Dense}", "1: `layers`: there is no key `clas`. Did you mean `class`?"),
        ("- layers: {count: 3}", "1: `layers`: say which: like: or class:."),
        (
            "- calls: {class: Dense, times: {atleast: 1}}",
            "1: `calls`: there is no key `atleast`. Did",
        ),
        ("- calls: {class: Dense}", "1: `calls`: `times` is missing."),
        ("- inputs: [[784.5]]", "1: `inputs`: each of `shapes` is a whole number."),
        ("- sequential: yes", "1: `sequential`: this is a mapping of keys"),
        ("- sequential: {refused: [branches]}", "1: `sequential`: each of `refused` is one of"),
        ("- has: Dense", "1: `has`: this is a list: `[a, b]`"),
        ("- parameters: many", "1: `parameters`: this is a whole number."),
        ("- trained: {metric: loss, at_least: high}", "1: `trained`: `at_least` is a number."),
        ("- parameters: {}", "1: `parameters`: say a number, or at_least: and at_most:."),
        ("- diagnostic: cycel", "1: `diagnostic`: there is no diagnostic `cycel`. Did you"),
    ],
)
def test_what_is_wrong_is_told(text: str, said: str) -> None:
    checks, wrong = read(text)
    assert not checks
    assert len(wrong) == 1
    assert wrong[0].startswith(said), wrong
