"""Other data keep the wiring of those before where it fits."""

from __future__ import annotations

from dataclasses import replace

from app.core.training.rewiring import rewired
from model_codegen.design.training import Data, Feed, FieldFacts

FIELDS = {"x": FieldFacts((4,)), "y": FieldFacts()}
BEFORE = Data(
    "generated",
    "spirals",
    {"samples": 10},
    fields=FIELDS,
    inputs={"a": Feed(("x",), ({"step": "scale", "by": 2.0},))},
    sample_weight="y",
    pipeline="tf.data",
)


def test_the_same_data_with_other_options_stay_wired() -> None:
    found = Data("generated", "spirals", {"samples": 20}, fields=FIELDS, inputs={"a": Feed(("y",))})
    after = rewired(found, BEFORE)
    assert (after.options, after.inputs) == ({"samples": 20}, BEFORE.inputs)
    assert (after.sample_weight, after.pipeline) == ("y", "tf.data")


def test_what_has_another_shape_is_wired_anew() -> None:
    wide = {**FIELDS, "x": FieldFacts((8,))}
    found = Data("generated", "spirals", fields=wide, inputs={"a": Feed(("x",))})
    assert rewired(found, BEFORE).inputs == found.inputs


def test_other_data_are_as_they_are_proposed() -> None:
    found = replace(BEFORE, name="moons", inputs={})
    assert rewired(found, BEFORE) is found
    assert rewired(found, None) is found
