"""Inputs keep the names that source cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Layer, ModelGraph, SubModel
from model_codegen.emitters import emit
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from model_codegen.proposals import default_training
from tests.drafting import design, inp, layer, ref
from tests.emitters.draft import Draft

pytestmark = pytest.mark.keras

STEMS = (
    *("build_model", "x", "a-b", "a_b", "class", "class_", "training", "inputs", "inp", "args"),
    *("input_layer", "Model", "Part", "made", "image", "?", "keras", "epochs", "width"),
)
"""Names that no variable has, that source gives to something else, or that collide."""

NAMES = st.sampled_from([f"{stem}{end}" for stem in STEMS for end in ("", "_1", "_1_1", "_2")])


def read(old: Design, text: str) -> Design:
    """A text told in the ids of a design."""
    found = from_source(text)
    return reconciled(old, found.design, traced=found.traced)


def fed(draft: Draft, names: list[str], is_dict: bool) -> ModelGraph:
    """A graph with a layer for each input; of those in a dict, the last is not used."""
    made = [draft.input(name, 4) for name in names]
    ends = [
        draft.layer("Dense", f"d{index}", each, units=3 + index)
        for index, each in enumerate(made)
        if index + 1 < len(made) or not is_dict
    ]
    tree: Any = {f"k{n}": each.node for n, each in enumerate(made)} if is_dict else names
    return replace(draft.graph(names[0], ends), inputs=tree)


@st.composite
def designs(draw: Any) -> Design:
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    is_dict = draw(st.booleans())
    d = Draft("model")
    main = fed(d, names, is_dict)
    if not draw(st.booleans()):
        return Design("model", main, {})
    inner = draw(st.lists(NAMES, min_size=2, max_size=3, unique=True))
    part = fed(Draft("part"), inner, False)
    wide = replace(dense(part, 0), name="d1", config={"units": {"expression": "width"}})
    operations = {**part.operations, "d1": wide}
    part = replace(part, operations=operations, parameters={"width": 2})
    d.operations["call"] = SubModel("part", "call", True)
    d.again("call", "call", [ref(names[0])] * len(inner))
    main = replace(d.graph(names[0], [*main.outputs, ref("call")]), inputs=main.inputs)
    return Design("model", main, {"part": part})


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), st.booleans(), st.booleans())
def test_a_number_that_is_changed_changes_nothing_else(
    old: Design, fold: bool, training: bool
) -> None:
    if training:
        old = replace(old, training=default_training(old, analyse(old)))
    text = emit(old, "subclass", fold=fold, with_training=training).text
    told = replace(old, training=None)
    assert replace(read(old, text), training=None) == told, text
    new = replace(read(old, text.replace("Dense(3", "Dense(77")), training=None)
    wider = {
        key: replace(graph, operations={**graph.operations, "d0": dense(graph, 77)})
        for key, graph in (("", old.main), *old.models.items())
    }
    assert new == replace(told, main=wider.pop(""), models=wider), text


def dense(graph: ModelGraph, units: int) -> Layer:
    operation = graph.operations["d0"]
    assert isinstance(operation, Layer)
    return replace(operation, config={**operation.config, "units": units})


@pytest.mark.parametrize(
    "names",
    [
        ["build_model", "build_model_1"],
        ["a-b", "a_b"],
        ["build_model", "build_model_1", "Model"],
        ["inp", "input_layer"],
        ["input_layer", "inp", "args"],
        ["input_layer_1", "inp", "input_layer"],
    ],
)
def test_inputs_are_not_taken_for_one_another(names: list[str]) -> None:
    old = Design("model", fed(Draft("model"), names, False), {})
    assert read(old, emit(old, "subclass").text) == old


@pytest.mark.parametrize("inputs", [["inputs", "b"], {"inputs": "inputs", "b": "b"}])
def test_of_several_inputs_each_keeps_its_name(inputs: Any) -> None:
    calls = {"inputs": (inp(4),), "b": (inp(4),), "a": (layer("Dense", units=3), "inputs")}
    old = design(calls, inputs, ref("a"))
    assert read(old, emit(old, "subclass").text) == old


@pytest.mark.parametrize(
    "name", ["input", "class", "x", "a-b", "?", "inputs", "self", "training", "build_model"]
)
def test_an_input_keeps_a_name_that_no_parameter_can_have(name: str) -> None:
    old = named(name)
    assert read(old, emit(old, "subclass").text) == old


def named(name: str) -> Design:
    old = design({"x": (inp(4),), "a": (layer("Dense", units=3), "x")}, "x", ref("a"))
    operation = old.main.operations["x"]
    assert isinstance(operation, Layer)
    operations = {**old.main.operations, "x": replace(operation, name=name)}
    return replace(old, main=replace(old.main, operations=operations))


@pytest.mark.parametrize("name", ["class", "x", "image"])
def test_an_input_that_is_renamed_in_a_text_is_renamed(name: str) -> None:
    old = named(name)
    text = emit(old, "subclass").text
    for variable in ("class_", "x_1", "image"):
        text = text.replace(variable, "picture")
    assert read(old, text) == named("picture")


def test_where_source_says_a_name_it_is_taken_as_it_stands() -> None:
    text = emit(named("class"), "functional").text
    assert read(named("class"), text.replace('"class"', '"class_"')) == named("class_")
