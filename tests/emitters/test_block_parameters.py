"""Blocks with parameters and repeats: written as people do, and read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import Comment, Design, Frame, Layer, SubModel
from model_codegen.emitters import emit
from model_codegen.emitters.block_parameters import expression_text
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.emitters.draft import Draft


def stack() -> Design:
    """A block with two parameters, repeated once and used with others once; words about it."""
    inner = Draft("residual")
    x = inner.input("input_layer", None, None, 8)
    shape = [None, None, {"expression": "filters"}]
    inner.operations["input_layer"] = Layer("keras.Input", "input_layer", {"shape": shape})
    wide = {"filters": {"expression": "2 * filters"}, "activation": {"expression": "act"}}
    y = inner.layer("Conv2D", "conv", x, kernel_size=3, padding="same", **wide)
    same = {"filters": {"expression": "filters"}}
    y = inner.layer("Conv2D", "conv_1", y, kernel_size=3, padding="same", **same)
    inner.layer("Add", "add", [x, y])
    block = replace(inner.graph("input_layer"), parameters={"filters": 8, "act": "relu"})
    d = Draft("stack")
    x = d.layer("Conv2D", "stem", d.input("img", 32, 32, 3), filters=8, kernel_size=3)
    d.operations["stage1"] = SubModel("residual", "stage1", repeat=3)
    x = d.again("stage1", "stage1", x)
    x = d.layer("Conv2D", "down", x, filters=16, kernel_size=3)
    given = {"filters": 16, "act": "gelu"}
    d.operations["stage2"] = SubModel("residual", "stage2", arguments=given)
    x = d.again("stage2", "stage2", x)
    d.layer("GlobalAveragePooling2D", "pool", x)
    main = {
        "one": Comment("the stem\nof it", "stem", color="pink"),
        "two": Comment("three of them", "stage1"),
        "three": Comment("on the canvas", position=(1.0, 2.0)),
        "four": Comment("the picture", "img"),
    }
    return replace(
        d.design("img"),
        models={"residual": block},
        comments={"main": main, "residual": {"q": Comment("wide", "conv")}},
        frames={"main": {"f": Frame("encoder", ("stem", "stage1"), "blue")}},
    )


@pytest.mark.keras
@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
def test_parameters_repeats_and_words_survive_source(style: str) -> None:
    design = stack()
    result = from_source(emit(design, style).text)
    found = reconciled(design, result.design, traced=result.traced)
    assert found == design


@pytest.mark.keras
def test_they_are_written_as_people_do() -> None:
    text = emit(stack(), "functional").text
    assert 'def build_residual(filters=8, act="relu", name=None):' in text
    assert "keras.Input(shape=(None, None, filters)" in text
    assert "layers.Conv2D(2 * filters, 3" in text
    assert "    # the stem\n    # of it\n    x = layers.Conv2D(8, 3" in text
    assert "for index in range(1, 4):" in text
    assert 'x = build_residual(name=f"stage1_{index}")(x)' in text
    assert 'build_residual(filters=16, act="gelu", name="stage2")' in text
    text = emit(stack(), "subclass").text
    assert 'def __init__(self, filters=8, act="relu", **kwargs):' in text
    assert 'config["filters"] = self.filters' in text
    assert 'self.stage1 = [Residual(name=f"stage1_{index}") for index in range(1, 4)]' in text


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "a.b", "f(2)", "[1]", "other", "a if a else 1", "'x'", "(", "a" * 999],
)
def test_an_expression_is_arithmetic_and_nothing_else(text: str) -> None:
    with pytest.raises(LayerloomError):
        expression_text(text, {"a": "a", "b": "b"})


def test_a_parameter_may_be_called_otherwise() -> None:
    assert expression_text("(4*x , -y)", {"x": "x_1", "y": "y"}) == "(4 * x_1, -y)"


@pytest.mark.keras
@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
def test_an_expression_of_what_is_not_written_may_be_wrong(style: str) -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    y = d.layer("Dense", "dense", x, units=4)
    text = emit(d.design("input_layer", outputs=y), style).text
    d.layer("Dense", "spare", x, units={"expression": "gone"})
    assert emit(d.design("input_layer", outputs=y), style).text == text
