"""Repeated blocks in loops: of several tensors, shared, frozen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import Design, SubModel, TensorRef
from model_codegen.emitters import emit
from model_codegen.emitters.styles.repeated_calls import Turn
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras


def pairs(outputs: Any) -> Design:
    """Two tensors go through a block again and again; one of them is used before, too."""
    inner = Draft("exchange")
    a, b = inner.input("a", 4), inner.input("b", 4)
    one = inner.layer("Dense", "one", b, units=4)
    two = inner.layer("Dense", "two", a, units=4)
    named = {"one": one, "two": two}
    d = Draft("pairs")
    left, right = d.input("left", 4), d.input("right", 4)
    d.operations["exchange"] = SubModel("exchange", "exchange", repeat=3)
    d.again("exchange", "exchange", [left, right])
    found = [TensorRef("exchange", 0), TensorRef("exchange", 1), left]
    d.layer("Concatenate", "concatenate", found)
    tree = named if outputs == "dict" else [one, two]
    return d.design(["left", "right"], exchange=inner.graph(["a", "b"], tree))


@pytest.mark.parametrize("outputs", ["list", "dict"])
@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_several_tensors_go_round(outputs: str, style: str) -> None:
    design = pairs(outputs)
    text = emit(design, style).text
    compile(text, "model.py", "exec")
    result = from_source(text)
    if outputs == "list":
        assert reconciled(design, result.design, traced=result.traced) == design


def test_what_is_called_again_and_frozen_is_a_list() -> None:
    inner = Draft("tower")
    inner.layer("Dense", "dense", inner.input("x", 4), units=4)
    d = Draft("twice")
    x = d.input("a", 4)
    d.operations["tower"] = SubModel("tower", "tower", trainable=False, repeat=2)
    x = d.again("tower", "tower_call_2", d.again("tower", "tower", x))
    design = d.design("a", tower=replace(inner.graph("x")))
    text = emit(design, "functional").text
    assert 'towers = [build_tower(name=f"tower_{index}") for index in range(1, 3)]' in text
    assert text.count("for tower in towers:") == 3
    assert "tower.trainable = False" in text
    assert Turn.__doc__
