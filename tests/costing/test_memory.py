"""The fullest moment of a graph, worked out by hand."""

from __future__ import annotations

from model_codegen.costing.memory import Held, peak


def test_a_chain_holds_two_tensors_at_a_time_and_its_input() -> None:
    calls = [
        Held("x", (), 10),
        Held("a", ("x",), 100),
        Held("b", ("a",), 200),
        Held("c", ("b",), 50),
    ]
    assert peak(calls, ["x"], ["c"]) == (10 + 100 + 200, "b")


def test_a_residual_is_held_until_it_is_added() -> None:
    calls = [
        Held("x", (), 10),
        Held("a", ("x",), 100),
        Held("b", ("a",), 100),
        Held("c", ("b",), 100),
        Held("sum", ("a", "c"), 100),
    ]
    assert peak(calls, ["x"], ["sum"]) == (10 + 100 + 100 + 100, "c")


def test_what_works_in_place_takes_no_memory_where_nothing_else_needs_its_input() -> None:
    alone = [Held("x", (), 10), Held("a", ("x",), 100), Held("r", ("a",), 100, in_place=True)]
    assert peak(alone, ["x"], ["r"]) == (110, "a")
    needed = [*alone, Held("sum", ("a", "r"), 100)]
    assert peak(needed, ["x"], ["sum"]) == (10 + 300, "sum")


def test_a_model_s_input_is_the_caller_s_and_nothing_writes_over_it() -> None:
    calls = [Held("x", (), 100), Held("r", ("x",), 100, in_place=True)]
    assert peak(calls, ["x"], ["r"]) == (200, "r")


def test_a_view_takes_none_and_keeps_what_it_looks_at() -> None:
    calls = [
        Held("x", (), 10),
        Held("a", ("x",), 100),
        Held("flat", ("a",), 100, view=True),
        Held("b", ("flat",), 30),
        Held("c", ("flat", "b"), 20),
    ]
    assert peak(calls, ["x"], ["c"]) == (10 + 100 + 30 + 20, "c")


def test_what_a_call_needs_inside_counts_while_it_runs() -> None:
    calls = [Held("x", (), 10), Held("a", ("x",), 20, inside=500), Held("b", ("a",), 40)]
    assert peak(calls, ["x"], ["b"]) == (530, "a")


def test_no_calls_take_no_memory() -> None:
    assert peak([], [], []) == (0, "")
