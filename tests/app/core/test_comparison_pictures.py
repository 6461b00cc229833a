"""Two designs side by side, as values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core import chain_comparison, comparison_pictures
from model_codegen import gallery
from model_codegen.comparison.differences import Change, Comparison, Detail, Place
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef

DENSE = Change(
    "changed",
    "dense",
    "Dense",
    "",
    Place(MAIN, "dense"),
    Place(MAIN, "dense"),
    (Detail("units", "256", "128"),),
    -100,
)
ADDED = Change("added", "drop_out", "Dropout", "", None, Place(MAIN, "drop_out"))


def unknown(design: Design) -> dict[str, Any]:
    """An analysis that knows nothing."""
    nodes: dict[str, Any] = {key: {"outputs": None} for key in design.main.nodes}
    return {"graphs": {MAIN: {"nodes": nodes, "operations": {}, "outputs": None}}}


def test_each_side_shows_what_the_other_has_not() -> None:
    comparison = Comparison((DENSE, ADDED), ())
    design = gallery.load("mlp")
    assert comparison_pictures.roles_of(comparison, design, after=True) == {
        "dense": "changed",
        "drop_out": "added",
    }
    roles = comparison_pictures.roles_of(comparison, design, after=False)
    assert roles == {"dense": "changed"}
    dots, arrows = comparison_pictures.picture(design, unknown(design), roles)
    assert [dot.role for dot in dots] == ["plain", "changed", "plain", "plain"]
    assert len(arrows) == 3


def test_a_block_is_changed_where_something_in_it_is() -> None:
    design = gallery.load("residual_blocks")
    place = Place("residual_block_32", "dense_3")
    inside = replace(DENSE, before=place, after=place)
    roles = comparison_pictures.roles_of(Comparison((inside,), ()), design, after=True)
    assert roles == {"residual_block_32": "changed"}


def test_of_a_large_graph_the_changes_are_drawn_with_their_neighbours() -> None:
    count = chain_comparison.MAX_NODES + 30
    keys = [f"n{number}" for number in range(count)]
    operations = {key: Layer("keras.layers.Dense", key) for key in keys}
    nodes = {
        key: Node(key, (TensorRef(before),))
        for before, key in zip(["x", *keys], keys, strict=False)
    }
    design = Design("deep", ModelGraph("deep", operations, nodes))
    dots, arrows = comparison_pictures.picture(design, unknown(design), {"n70": "added"})
    assert [(dot.id, dot.level) for dot in dots] == [("n69", 0), ("n70", 1), ("n71", 2)]
    assert len(arrows) == 2


def test_the_verdict_counts() -> None:
    verdict = comparison_pictures.verdict
    assert verdict(Comparison((), ())) == "Both mean the same model"
    assert verdict(Comparison((DENSE, ADDED, ADDED), ())) == "2 added, 1 changed"
    renamed = Comparison((), (Detail("name", "'a'", "'b'"),))
    assert verdict(renamed) == "The same layers, 1 other change"


def test_a_change_is_a_line_of_markdown() -> None:
    assert comparison_pictures.lines([ADDED, DENSE]).splitlines() == [
        "- :green[**+**] `drop_out` Dropout",
        "- :orange[**~**] `dense` Dense · −100 parameters",
        r"    - units\: 256 → 128",
    ]
