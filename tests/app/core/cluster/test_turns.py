"""Owners take turns, whoever came first and however much each wants."""

from __future__ import annotations

from app.core.cluster.turns import Turns


def order(turns: list[tuple[int, str]]) -> str:
    return "".join(owner for _, owner in sorted(turns, key=lambda turn: turn[0]))


def test_one_run_of_another_owner_is_next() -> None:
    turns = Turns()
    given = [(turns.give("A"), "A") for _ in range(15)]
    turns.begun(given[0][0])
    given.append((turns.give("B"), "B"))
    assert order(given).startswith("AAB") or order(given).startswith("ABA")


def test_a_newcomer_does_not_go_before_all_who_have_waited() -> None:
    turns = Turns()
    given = [(turns.give("A"), "A") for _ in range(15)]
    for turn, _ in given[:10]:
        turns.begun(turn)
    given += [(turns.give("C"), "C") for _ in range(5)]
    assert order(given)[10:].count("C") == 5
    assert order(given)[-2:] in ("AC", "CA")


def test_who_comes_back_has_no_credit() -> None:
    turns = Turns()
    turns.begun(turns.give("A"))
    for _ in range(5):
        turns.begun(turns.give("B"))
    assert turns.give("A") == turns.give("B")
