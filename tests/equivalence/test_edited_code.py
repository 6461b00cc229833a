"""Source that is edited where it holds the code of the design's own layers."""

from __future__ import annotations

from dataclasses import replace

import pytest

import model_codegen as mc
from model_codegen.design.graph import Design, Layer, Recorded
from model_codegen.equivalence.edited_code import code_with
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.equivalence.reconcile import reconciled
from tests.custom import CELL, SAMPLED, SAMPLING, own, sampler, with_layers

pytestmark = pytest.mark.keras

BUILT = replace(SAMPLED, params=7, reason="It has run")


def edited(design: Design, old: str = "", new: str = "") -> Design:
    text = mc.emit(design, "functional").text
    assert old in text
    return reconciled(design, mc.from_source(text.replace(old, new, 1)).design)


def record(design: Design) -> Recorded | None:
    layer = design.main.operations["sampling"]
    assert isinstance(layer, Layer)
    return layer.recorded


def test_source_that_nobody_edited_changes_nothing() -> None:
    drawn = replace(sampler(BUILT), code=SAMPLING.replace("self.scale = scale", "self.scale=scale"))
    assert mc.dumps(edited(drawn)) == mc.dumps(drawn)


def test_an_edit_of_a_class_is_one_of_the_code_and_forgets_what_it_returned() -> None:
    found = edited(sampler(BUILT), "* EPSILON", "* 3 * EPSILON")
    assert "* 3 * EPSILON" in found.code
    assert record(found) != BUILT
    assert normal_form(found) != normal_form(sampler(BUILT))


def test_an_edit_of_a_comment_is_one_too() -> None:
    found = edited(sampler(BUILT), "# how far it strays", "# how far it may stray")
    assert "# how far it may stray" in found.code
    assert record(found) == BUILT
    assert normal_form(found) == normal_form(sampler(BUILT))


def test_an_edit_beside_it_keeps_what_running_it_told() -> None:
    found = edited(sampler(BUILT), "Dense(3)", "Dense(2)")
    assert found.code == SAMPLING
    assert record(found) == BUILT


def test_other_arguments_return_something_else() -> None:
    assert record(edited(sampler(BUILT), "scale=0.25", "scale=0.5")) != BUILT


def test_classes_that_no_layer_uses_stay() -> None:
    both = f"{SAMPLING}\n\n{CELL}"
    found = edited(replace(sampler(BUILT), code=both), "* EPSILON", "* 3 * EPSILON")
    assert "* 3 * EPSILON" in found.code
    assert "class GatedCell" in found.code
    assert found.code.count("import keras\n") == 1


def test_a_class_whose_last_layer_goes_stays() -> None:
    drawn = sampler(BUILT)
    without = replace(with_layers(drawn, sampling=replace(own("x"), recorded=None)), code="")
    assert code_with(drawn, without) == SAMPLING


def test_designs_that_differ_in_their_code_are_told_apart() -> None:
    drawn = sampler(SAMPLED)
    other = replace(drawn, code=SAMPLING.replace("EPSILON = 0.5", "EPSILON = 0.6"))
    formed = replace(drawn, code=SAMPLING.replace("EPSILON = 0.5", "EPSILON   =   0.5"))
    idle = replace(drawn, code=f"{SAMPLING}\n\n{CELL}")
    assert normal_form(other) != normal_form(drawn)
    assert normal_form(formed) == normal_form(drawn)
    assert normal_form(idle) == normal_form(drawn)
    assert normal_form(replace(drawn, code="")) != normal_form(drawn)
