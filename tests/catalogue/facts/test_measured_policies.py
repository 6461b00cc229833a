"""The models that were measured have the size that their figures say."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen import gallery
from model_codegen.catalogue.facts.measured_policies import MEASURED
from model_codegen.costing.design_cost import cost
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Layer
from tests.drafting import design, inp

pytestmark = pytest.mark.keras

PAGE = Path(__file__).parents[3] / "docs" / "mixed-precision.md"


@pytest.mark.parametrize("name", ["mlp", "attention_block", "cifar_cnn", "ResNet50"])
def test_multiply_adds_are_those_of_the_model(name: str) -> None:
    measured = next(one for one in MEASURED if one.name == name)
    if name in gallery.names():
        drawn = gallery.load(name)
    else:
        drawn = design(
            {
                "x": (inp(224, 224, 3),),
                "net": (Layer(f"keras.applications.{name}", "", {"weights": None}), "x"),
            }
        )
    assert measured.batch is not None
    assert cost(drawn, measured.batch).graphs[MAIN].macs == measured.macs


def test_they_stand_in_the_order_of_their_size() -> None:
    sizes = [one.macs for one in MEASURED if one.macs is not None]
    assert sizes == sorted(sizes)
    assert [one.macs for one in MEASURED][len(sizes) :] == [None]


def test_the_page_has_the_same_figures() -> None:
    text = PAGE.read_text(encoding="utf-8").replace("*", "")
    for one in MEASURED:
        for values in (one.steps, one.memory):
            if values:
                assert " | ".join(f"{value:g}" for value in values.values()) in text
