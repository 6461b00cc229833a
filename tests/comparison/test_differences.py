"""A comparison as lines for people."""

from __future__ import annotations

from model_codegen.comparison.differences import (
    Change,
    Comparison,
    Detail,
    Place,
    Totals,
    signed,
)

HEAD = Change("added", "head", "Dense", "", None, Place("main", "head"), params=650)


def test_a_change_is_one_line() -> None:
    assert str(HEAD) == "+ head (Dense) [+650 parameters]"
    details = (Detail("units", "3", "4"), Detail("activation", "", "'relu'"))
    inside = Change("changed", "a", "Dense", "stage", None, None, details)
    assert str(inside) == "~ a (Dense) in stage: units: 3 → 4, activation='relu'"


def test_totals_that_are_not_known_are_left_out() -> None:
    comparison = Comparison(
        (HEAD,), (), {}, Totals(1000, 900, 4000, flops=10), Totals(1650, 900, 6600)
    )
    assert str(comparison).splitlines() == [
        "+ head (Dense) [+650 parameters]",
        "parameters: 1,000 → 1,650 (+650)",
        "trainable parameters: 900 → 900",
        "bytes of weights: 4,000 → 6,600 (+2,600)",
    ]
    assert [change.name for change in comparison.of("added")] == ["head"]
    assert comparison.of("removed") == ()


def test_numbers_have_their_sign() -> None:
    assert [signed(number) for number in (1024, -12, 0, None)] == ["+1,024", "-12", "0", "0"]
