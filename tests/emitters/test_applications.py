"""Source with models of `keras.applications`: names, freezing, and what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from model_codegen.execution.build import run
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests.emitters.draft import Draft
from tests.emitters.drafts import SMALL

pytestmark = pytest.mark.keras

BODY = {**SMALL, "pooling": "avg"}


def between(model: str, name: str, policy: str = "float32", **fields: Any) -> Design:
    """A model between two layers of a class that it has inside."""
    d = Draft("between")
    x = d.layer("Rescaling", "rescaling", d.input("input_layer", 32, 32, 3), scale=0.5)
    x = d.application(model, name, x, **BODY | fields)
    x = d.layer("Rescaling", "rescaling_1", x, scale=0.5)
    d.layer("Dense", "dense", x, units=3, dtype="float32")
    return d.design("input_layer", policy=policy)


@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
@pytest.mark.parametrize(
    "fields", [{}, {"trainable": False}, {"last": 30}, {"weights": "imagenet"}]
)
def test_names_are_those_of_the_design_in_every_style(style: str, fields: dict[str, Any]) -> None:
    code = emit(between("EfficientNetB0", "efficientnetb0", **fields), style)
    with symbolic_scope("float32"):
        model = run(code.text)
    names = [layer.name for layer in model.layers if not layer.name.startswith("input_layer")]
    assert names == ["rescaling", "efficientnetb0", "rescaling_1", "dense"]


def test_a_name_is_written_only_where_keras_gives_another() -> None:
    text = emit(between("EfficientNetB0", "efficientnetb0"), "functional").text
    assert "base = keras.applications.EfficientNetB0(" in text
    assert 'name="efficientnetb0"' not in text
    text = emit(between("EfficientNetB0", "features"), "functional").text
    assert "features = keras.applications.EfficientNetB0(" in text
    assert 'name="features"' in text


def test_a_name_that_depends_on_the_arguments_is_known() -> None:
    text = emit(between("MobileNet", "mobilenet_0.25_32", alpha=0.25), "functional").text
    assert 'name="mobilenet' not in text
    text = emit(between("MobileNet", "mobilenet_0.25_32", alpha=0.5), "functional").text
    assert 'name="mobilenet_0.25_32"' in text


def test_weights_are_always_written_and_other_defaults_never() -> None:
    config = {"weights": "imagenet", "alpha": 1.0, "classes": 1000}
    text = emit(between("MobileNet", "base", **config), "functional").text
    assert 'weights="imagenet"' in text
    assert "alpha" not in text
    assert "classes" not in text
    assert "weights=None" in emit(between("MobileNet", "base"), "functional").text


@pytest.mark.parametrize(
    ("last", "loop"),
    [(20, "for layer in base.layers[:-20]:"), (0, "for layer in base.layers:")],
)
def test_all_but_the_last_layers_are_frozen_by_a_loop(last: int, loop: str) -> None:
    design = between("MobileNet", "mobilenet_1.00_32", last=last)
    for style, base in (("functional", "base"), ("sequential", "base"), ("subclass", "self.base")):
        assert loop.replace("base", base) in emit(design, style).text


def test_a_frozen_model_is_frozen_before_it_is_called() -> None:
    design = between("MobileNet", "mobilenet_1.00_32", trainable=False, last=3)
    lines = [line.strip() for line in emit(design, "functional").text.splitlines()]
    assert lines.index("base.trainable = False") + 1 == lines.index("x = base(x)")
    assert not [line for line in lines if line.startswith("for ")]


def test_every_line_of_a_model_leads_to_its_call() -> None:
    design = between("MobileNet", "mobilenet_1.00_32", last=3)
    code = emit(design, "functional")
    lines = code.text.splitlines()
    found = {
        lines[number - 1].strip()
        for first, last in code.lines["mobilenet_1.00_32"]
        for number in range(first, last + 1)
    }
    assert {"for layer in base.layers[:-3]:", "layer.trainable = False", "x = base(x)"} <= found


def test_another_public_name_of_a_model_is_written_as_it_stands() -> None:
    text = emit(between("mobilenet.MobileNet", "base"), "functional").text
    assert "keras.applications.mobilenet.MobileNet(" in text
    assert run(text).count_params() == 3_228_864 + 1024 * 3 + 3


def test_a_class_leaves_the_image_to_the_model_in_mixed_precision() -> None:
    d = Draft("bare")
    d.application("MobileNet", "base", d.input("image", 32, 32, 3), **BODY)
    for policy, is_left in (("mixed_float16", True), ("float32", False)):
        text = emit(d.design("image", policy=policy), "subclass").text
        assert ("super().__init__(autocast=False, **kwargs)" in text) == is_left
