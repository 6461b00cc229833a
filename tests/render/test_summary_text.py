"""The summary is Keras' own, and costs no weights."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stdout

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import RenderError
from model_codegen.design.graph import Design, Layer, Missing, ModelGraph, Node
from model_codegen.execution.build import build
from model_codegen.render import summary
from tests.render.designs import HOSTILE, blocks, chain

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    "name", ["mlp", "two_headed_mlp", "siamese_comparator", "residual_blocks", "attention_block"]
)
@pytest.mark.parametrize("expand_nested", [False, True])
def test_it_says_what_keras_says_of_the_built_model(
    name: str, expand_nested: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = gallery.load(name)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LINES", "100")
    written: list[str] = []
    with redirect_stdout(io.StringIO()):
        build(design).summary(print_fn=written.append, expand_nested=expand_nested, line_length=120)
    assert summary(design, expand_nested=expand_nested, line_length=120) == "".join(written)


def test_a_layer_of_a_million_million_units_has_a_summary() -> None:
    text = summary(chain("huge", units=10**12), line_length=120)
    assert "5,000,000,000,000" in text
    assert "(None, 1000000000000)" in text


def test_a_model_deeper_than_pythons_recursion_has_a_summary() -> None:
    allowed = sys.getrecursionlimit()
    names = [f"dense_{index}" for index in range(allowed + 50)]
    assert f"Total params: {20 * len(names):,}" in summary(chain(*names))
    assert sys.getrecursionlimit() == allowed


def test_the_width_is_the_callers_and_no_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    design = gallery.load("mlp")
    expected = summary(design)
    assert max(map(len, expected.splitlines())) == 88
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("TERM", "dumb")
    assert summary(design) == expected
    assert os.environ["COLUMNS"] == "20"
    assert max(map(len, summary(design, line_length=150).splitlines())) == 150


@pytest.mark.parametrize("width", [-1, 0, 39, 1001, 10**9])
def test_a_width_that_holds_no_table_is_refused(width: int) -> None:
    with pytest.raises(RenderError, match="A summary is 40 to 1000 columns wide"):
        summary(gallery.load("mlp"), line_length=width)


def test_nested_layers_are_listed_on_request() -> None:
    design = gallery.load("attention_block")
    assert "layer_normalization" not in summary(design)
    assert "layer_normalization" in summary(design, expand_nested=True)


def test_what_training_changes_is_told_on_request() -> None:
    text = summary(gallery.load("mlp"), show_trainable=True, line_length=140)
    assert "Trainable" in text.splitlines()[2]


def test_any_name_that_keras_takes_is_shown_as_it_is() -> None:
    text = summary(chain(*HOSTILE), line_length=200, expand_nested=True)
    for name in HOSTILE:
        assert name in text
    text = summary(blocks("[/b".replace("/", ""), "]x["), line_length=200, expand_nested=True)
    assert "[b (Functional)" in text
    assert "]x[ (Functional)" in text


def test_the_model_is_named_as_drawn() -> None:
    assert summary(gallery.load("mlp")).startswith('Model: "mlp"\n')


def test_a_design_with_errors_has_its_errors_for_an_answer() -> None:
    design = chain("a [x]", "b")
    nodes = {**design.main.nodes, "d0": Node("d0", (Missing(),))}
    for main in (
        ModelGraph("m"),
        ModelGraph("m", design.main.operations, nodes, "i"),
        ModelGraph("m", {"x": Layer("keras.layers.Nonesuch", "x")}, {"x": Node("x")}),
    ):
        draft = Design("d", main)
        with pytest.raises(RenderError) as caught:
            summary(draft)
        assert str(caught.value).splitlines() == [d.message for d in analyse(draft).errors]


def test_nothing_is_left_behind_in_keras() -> None:
    import keras

    design = gallery.load("mixed_precision_mlp")
    first = summary(design)
    assert keras.config.dtype_policy().name == "float32"
    assert summary(design) == first
