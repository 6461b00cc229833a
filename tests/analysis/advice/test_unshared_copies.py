"""Copied layers that were meant to be shared: when the advice comes, its figures and its fix."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from tests.drafting import block, design, graph, inp, layer, op, repaired

pytestmark = pytest.mark.keras

D = layer("Dense", units=3)
TWO = {"x": (inp(4),), "y": (inp(4),)}
INNER = graph({"i": (inp(4),), "d": (D, "i")}, "i")


def advice(drawn: Design) -> list[Diagnostic]:
    return [d for d in analyse(drawn).diagnostics if d.code == "copied-not-shared"]


def test_the_copied_siamese_says_what_sharing_saves_and_the_fix_saves_it() -> None:
    drawn = gallery.load("siamese_copied")
    (found,) = advice(drawn)
    assert found.severity == "advice"
    assert found.message == (
        "`dense` … `dense_1` and `dense_2` … `dense_3` are twins on twin inputs: "
        "this model has 434,945 parameters; shared, 217,537"
    )
    assert found.nodes == ("dense", "dense_2", "dense_1", "dense_3")
    mended = repaired(drawn, found)
    analysis = analyse(mended)
    assert (
        analysis.total_params == 217_537 == analyse(gallery.load("siamese_comparator")).total_params
    )
    assert analysis.errors == ()
    assert advice(mended) == []


def test_one_pair_is_told_by_its_names() -> None:
    drawn = design({**TWO, "a": (D, "x"), "b": (D, "y")}, ["x", "y"])
    (found,) = advice(drawn)
    assert found.message == (
        "`a` and `b` are twins on twin inputs: this model has 30 parameters; shared, 15"
    )
    assert found.fix is not None
    assert found.fix.title == "Share one layer"
    mended = repaired(drawn, found)
    assert mended.main.nodes["b"].operation == "a"
    assert "b" not in mended.main.operations


def test_three_towers_become_one() -> None:
    drawn = design(
        {
            **TWO,
            "z": (inp(4),),
            "a": (D, "x"),
            "b": (D, "y"),
            "c": (D, "z"),
        },
        ["x", "y", "z"],
    )
    (found,) = advice(drawn)
    assert found.message.endswith("this model has 45 parameters; shared, 15")
    assert analyse(repaired(drawn, found)).total_params == 15


def test_layers_without_weights_between_do_not_hide_twins() -> None:
    drawn = design(
        {
            **TWO,
            "f": (layer("Dropout", rate=0.5), "x"),
            "g": (layer("Dropout", rate=0.5), "y"),
            "r": (op("relu"), "f"),
            "s": (op("relu"), "g"),
            "a": (D, "r"),
            "b": (D, "s"),
        },
        ["x", "y"],
    )
    assert [d.nodes for d in advice(drawn)] == [("a", "b")]


def test_copied_blocks_are_twins_too() -> None:
    drawn = design(
        {**TWO, "a": (block("inner"), "x"), "b": (block("inner"), "y")},
        ["x", "y"],
        models={"inner": INNER},
    )
    (found,) = advice(drawn)
    assert found.message.endswith("this model has 30 parameters; shared, 15")
    assert analyse(repaired(drawn, found)).total_params == 15


def test_twins_inside_of_a_definition_are_counted_there() -> None:
    inner = graph({**TWO, "a": (D, "x"), "b": (D, "y")}, ["x", "y"])
    drawn = design(
        {**TWO, "m": (block("inner"), ["x", "x"]), "n": (block("inner"), ["y", "y"])},
        ["x", "y"],
        models={"inner": inner},
    )
    found = {d.graph: d for d in advice(drawn)}
    assert found["inner"].message.endswith("this block has 30 parameters; shared, 15")
    assert found["main"].message.endswith("this model has 60 parameters; shared, 30")
    assert analyse(repaired(drawn, found["inner"])).total_params == 30


def test_a_branch_shared_halfway_is_shared_to_its_end() -> None:
    drawn = design(
        {**TWO, "a": (D, "x"), "b": ("a", "y"), "c": (D, "a"), "d": (D, "b")}, ["x", "y"]
    )
    (found,) = advice(drawn)
    assert found.nodes == ("c", "d")
    assert analyse(repaired(drawn, found)).total_params == 15 + 12


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param({**TWO, "a": (D, "x"), "b": ("a", "y")}, id="shared already"),
        pytest.param({**TWO, "a": (D, "x"), "b": (D, "x")}, id="one input"),
        pytest.param({**TWO, "a": (D, "x"), "b": (D, "a"), "c": (D, "b")}, id="a row"),
        pytest.param({**TWO, "a": (D, "x"), "b": (layer("Dense", units=4), "y")}, id="other units"),
        pytest.param({**TWO, "a": (D, "x"), "b": (layer("Dense", "float16", units=3), "y")},
                     id="other dtype"),
        pytest.param({**TWO, "a": (D, "x"), "b": (layer("Dense", trainable=False, units=3), "y")},
                     id="frozen"),
        pytest.param({"x": (inp(4),), "y": (inp(5),), "a": (D, "x"), "b": (D, "y")},
                     id="other shapes"),
        pytest.param({**TWO, "a": (layer("Dropout", rate=0.5), "x"),
                      "b": (layer("Dropout", rate=0.5), "y")}, id="no weights"),
        pytest.param({**TWO, "m": (layer("Add"), ["x", "y"]), "n": (layer("Add"), ["y", "x"]),
                      "a": (D, "m"), "b": (D, "n")}, id="the same inputs"),
        pytest.param({**TWO, "a": (D, "x"), "r": (layer("ReLU"), "y"), "b": (D, "r")},
                     id="another way"),
    ],
)  # fmt: skip
def test_what_is_no_twin_gets_no_advice(calls: dict[str, Any]) -> None:
    assert advice(design(calls, ["x", "y"])) == []
