"""The summary is Keras' own, and costs no weights."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.networks import NETWORKS, network
from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import RenderError
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Design, Layer, Missing, ModelGraph, Node
from model_codegen.execution.build import build
from model_codegen.execution.disguised_names import unmask
from model_codegen.importers import from_model
from model_codegen.render import summary, summary_text
from tests import custom, sharing, strategies
from tests.drafting import design as drawn
from tests.drafting import inp, op
from tests.emitters import drafts
from tests.emitters.test_every_entry import canvas, entries
from tests.render.designs import HOSTILE, blocks, chain
from tests.repeats import drawing

pytestmark = pytest.mark.keras

WAYS: list[dict[str, Any]] = [
    {"expand_nested": False, "show_trainable": False, "line_length": 80},
    {"expand_nested": True, "show_trainable": True, "line_length": None},
    {"expand_nested": True, "show_trainable": False, "line_length": 47},
]
"""Options that are worth a look."""

REAL: dict[str, tuple[Callable[[], Design], int]] = {
    "a mask goes into a block": (drafts.ALL["masked_block"], 0),
    "layers hold the design's": (drafts.ALL["shared_arguments"], 0),
    "inside of an application": (drafts.ALL["frozen_base"], 1),
}
"""Designs of which the model is made, and the options with which it has to be."""


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no model be made for a summary."""

    def made(*_: object) -> NoReturn:
        raise AssertionError("a model is made, though its records would have done")

    monkeypatch.setattr(summary_text, "symbolic_model", made)


def of_model(design: Design, options: dict[str, Any]) -> str:
    """The summary of the model that the source makes."""
    return unmask(summary_text._of_model(design, summary_text.Options(**options)))


def check(design: Design, options: dict[str, Any]) -> None:
    """That records have the same summary as the model, with no model made for it."""
    records = summary_text._of_records(design, summary_text.Options(**options))
    assert records is not None
    assert unmask(records) == of_model(design, options)


@pytest.mark.parametrize("name", [*gallery.names(), *drafts.ALL])
def test_records_have_the_summary_of_the_model(name: str) -> None:
    design = drafts.ALL[name]() if name in drafts.ALL else gallery.load(name)
    applications = name in ("transfer_mobilenet", "fine_tuning", "frozen_base")
    if name not in ("masked_block", "shared_arguments"):
        for options in WAYS[:1] if applications else WAYS[1:]:
            check(design, options)


@pytest.mark.parametrize("name", ["transformer", "cells", "siamese"])
def test_records_of_what_people_build_have_it(name: str) -> None:
    assert name in NETWORKS
    check(from_model(network(name)).design, WAYS[0])


@pytest.mark.parametrize(
    "make", [sharing.inside_and_outside, sharing.three_levels, sharing.two_copies_around_one]
)
def test_records_of_what_graphs_share_have_it(make: Callable[[], Design]) -> None:
    check(make(), WAYS[1])


def test_records_of_all_kinds_of_layers_and_functions_have_it() -> None:
    check(canvas(*[*entries()][::5]), WAYS[0])


@settings(max_examples=20, deadline=None)
@given(strategies.designs(sharing=True), st.sampled_from(WAYS))
def test_records_of_any_design_have_it(design: Design, options: dict[str, Any]) -> None:
    check(design, options)


def test_layers_of_ones_own_are_shown_as_recorded() -> None:
    assert "Sampling" in summary(custom.sampler(custom.SAMPLED))
    check(custom.sampler(custom.SAMPLED), WAYS[1])


@pytest.mark.parametrize("case", REAL)
def test_the_model_is_made_where_records_do_not_tell(case: str) -> None:
    make, way = REAL[case]
    assert summary(make(), **WAYS[way]) == of_model(make(), WAYS[way])


def test_the_model_is_made_where_keras_asks_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Keras may read what records lack: slower, and the same text."""
    design = gallery.load("residual_blocks")
    expected = summary(design)

    def asks(model: Any, *_: Any, **__: Any) -> str:
        return str(model.get_config())

    monkeypatch.setattr(summary_text, "print_summary", asks)
    assert summary(design) == expected


def test_the_gallery_is_shown_without_a_model(no_model: None) -> None:
    for name in gallery.names():
        assert summary(gallery.load(name))


def test_a_function_with_an_attribute_called_weights_is_shown() -> None:
    """Keras' own summary counts the weights of `ops.bincount`, which are None, and fails."""
    counted = drawn({"x": (inp(4, dtype="int32"),), "b": (op("bincount"), "x", {"minlength": 3})})
    assert "Bincount" in summary(counted, show_trainable=True)


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


def test_blocks_with_arguments_and_repeats_are_summed_up_as_what_they_stand_for() -> None:
    design = drawing()
    for way in WAYS:
        assert summary(design, **way) == summary(expanded(design), **way)
    assert all(name in summary(design) for name in ("b_1", "b_2", "b_3"))
    assert f"{analyse(design).total_params:,}" in summary(design)
