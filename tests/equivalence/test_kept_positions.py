"""Where calls stand once code was read anew."""

from __future__ import annotations

from model_codegen.design.graph import Design, ModelGraph, Node
from model_codegen.equivalence.kept_notes import Told
from model_codegen.equivalence.kept_positions import kept_positions


def test_calls_stay_where_they_stood_and_new_ones_come_where_the_new_design_says() -> None:
    empty = ModelGraph("m")
    old = Design(
        "m", empty, positions={"main": {"a": (1, 2), "gone": (9, 9)}, "own": {"k": (3, 4)}}
    )
    new = Design("m", empty, positions={"other": {"x": (5, 6), "y": (7, 8), "lost": (0, 0)}})
    nodes = {key: Node(key) for key in ("a", "b", "k")}
    graphs = {"main": ModelGraph("m", {}, nodes), "own": ModelGraph("o", {}, nodes)}
    told = {"main": Told("other", {"x": "a", "y": "b"}, {*nodes}, set()), "own": None}
    assert kept_positions(graphs, old, new, told) == {
        "main": {"a": (1, 2), "b": (7, 8)},
        "own": {"k": (3, 4)},
    }
    assert kept_positions({}, old, new, told) == {}
