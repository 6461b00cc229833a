"""Tuples and lists are one."""

from __future__ import annotations

from model_codegen.equivalence.untupled import untupled


def test_tuples_are_lists_at_every_depth() -> None:
    assert untupled(((1, [2, (3,)]), {"key": (4, None)})) == [[1, [2, [3]]], {"key": [4, None]}]
    assert untupled("text") == "text"
    assert list(untupled({"b": 1, "a": 2})) == ["a", "b"]
