"""A head that adds up what it is to compare is told of, and mended by a layer before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.analysis.training.comparison_checks import UNITS
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer
from model_codegen.design.training import Head, Training
from tests.analysis.training.trained import loss
from tests.drafting import repaired

pytestmark = pytest.mark.keras

SIAMESE = gallery.load("siamese_comparator")


def trained(design: Design, name: str = "BinaryCrossentropy") -> Design:
    return replace(design, training=Training(heads={"same_digit": Head(loss(name))}))


def told(design: Design) -> list[Diagnostic]:
    return [one for one in analyse(design).diagnostics if one.code == "cannot-compare"]


def test_the_comparator_as_it_is_drawn_cannot_compare_and_one_layer_mends_it() -> None:
    design = trained(SIAMESE)
    (found,) = told(design)
    assert found.severity == "warning"
    assert found.nodes == ("same_digit",)
    assert "`dense_1` and `dense_1_call_2`" in found.message
    after = repaired(design, found)
    layer = after.main.operations["compare"]
    assert isinstance(layer, Layer)
    assert layer.config == {"units": UNITS, "activation": "relu"}
    assert told(after) == []
    assert analyse(after).total_params == 217_537 + 128 * 64 + 64 - 64


def test_towers_of_their_own_and_losses_of_numbers_are_left_in_peace() -> None:
    assert told(trained(gallery.load("siamese_copied"))) == []
    assert told(trained(SIAMESE, "MeanSquaredError")) == []
    assert told(SIAMESE) == []
