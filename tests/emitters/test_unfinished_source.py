"""Source is written of any draft, and read back as it was drawn."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Layer, Missing, ModelGraph, Node, SubModel, TensorRef
from model_codegen.emitters import emit
from model_codegen.emitters.unfinished import writable
from model_codegen.emitters.unfinished_source import LEFT_OUT
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests import strategies
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras


def unfinished(design: Design, style: str = "functional") -> str:
    code = emit(design, style, unfinished=True)
    ast.parse(code.text)
    return code.text


def broken() -> Design:
    d = Draft("broken")
    x = d.input("a", 8)
    x = d.layer("Dense", "dense", x, units=4)
    y = d.layer("Dense", "dense_1", Missing(), units=-4, ac0tivation="relu")
    d.layer("Dropuot", "dropout", d.layer("Concatenate", "cat", [x, y, Missing()]), rate=0.2)
    return d.design("a")


def test_what_is_missing_is_open() -> None:
    text = unfinished(broken())
    assert 'layers.Dense(-4, ac0tivation="relu", name="dense_1")(...)' in text
    assert "([dense, dense_1, ...])" in text
    assert "layers.Dropuot(0.2)(x)" in text


@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
def test_it_is_read_as_it_was_drawn(style: str) -> None:
    design = broken()
    read = from_source(unfinished(design, style)).design
    assert reconciled(design, read) == design


def test_lines_are_those_of_the_calls() -> None:
    code = emit(broken(), "functional", unfinished=True)
    ((first, last),) = code.lines["dropout"]
    assert first == last
    assert "Dropuot" in code.text.splitlines()[first - 1]


def test_a_style_that_cannot_gives_way_to_functional() -> None:
    d = Draft("fork")
    x = d.input("a", 8)
    d.layer("Dense", "one", x, units=4)
    d.layer("Dense", "two", x, units=4)
    design = d.design("a")
    assert unfinished(design, "sequential") == emit(design, "functional").text


def test_what_has_no_python_is_told_and_stays() -> None:
    d = Draft("gone")
    x = d.input("a", 8)
    x = d.block("nowhere", "lost", x)
    d.layer("Dense", "dense", x, units=4)
    design = d.design("a")
    text = unfinished(design)
    assert f"{LEFT_OUT}'lost'" in text
    assert "layers.Dense(4)(...)" in text
    assert reconciled(design, from_source(text).design) == design


def test_circles_and_blocks_in_themselves_end() -> None:
    d = Draft("round")
    d.input("a", 8)
    d.layer("Dense", "one", TensorRef("two"), units=4)
    d.layer("Dense", "two", TensorRef("one"), units=4)
    inner = ModelGraph("own", {"own": SubModel("own", "own")}, {"own": Node("own", (Missing(),))})
    design = d.design("a", own=inner)
    made = writable(design, analyse(design))
    assert {*made.left_out["own"]} == {"own"}
    text = unfinished(design)
    assert text.count("(...)") == 1
    found = reconciled(design, from_source(text).design)
    assert replace(found, main=replace(found.main, output_order=())) == design


def test_nothing_drawn_is_nothing_written() -> None:
    assert unfinished(Design("empty", ModelGraph("empty"))) == ""


def test_hostile_values_are_no_python() -> None:
    d = Draft("hostile")
    x = d.layer("Dense", "dense", d.input("a", 8), units=4)
    d.operations["dense"] = Layer("keras.layers.Dense; import os", "dense", {"units": 4})
    design = replace(d.design("a", x))
    assert "import os" not in unfinished(design)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.drafts())
def test_every_draft_has_source(design: Any) -> None:
    for style in ("functional", "subclass"):
        assert unfinished(design, style) or not design.main.nodes
