"""Inputs keep the names that source cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import INPUT_CLASS, Layer
from model_codegen.emitters import emit
from model_codegen.equivalence.kept_input_names import with_kept_name
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras

ANY = design({"x": (inp(4),), "a": (layer("Dense", units=3), "x")}, "x", ref("a"))


def kept(before: str, after: str) -> str:
    return with_kept_name(Layer(INPUT_CLASS, before), Layer(INPUT_CLASS, after)).name


@pytest.mark.parametrize("inputs", [["inputs", "b"], {"inputs": "inputs", "b": "b"}])
def test_of_several_inputs_each_keeps_its_name(inputs: Any) -> None:
    calls = {"inputs": (inp(4),), "b": (inp(4),), "a": (layer("Dense", units=3), "inputs")}
    old = design(calls, inputs, ref("a"))
    assert reconciled(old, from_source(emit(old, "subclass").text).design) == old


@pytest.mark.parametrize(
    "name", ["input", "class", "x", "a-b", "?", "inputs", "self", "training", "build_model"]
)
def test_an_input_keeps_a_name_that_no_parameter_can_have(name: str) -> None:
    main = ANY.main
    named = replace(main.operations["x"], name=name)  # type: ignore[call-arg]
    old = replace(ANY, main=replace(main, operations={**main.operations, "x": named}))
    text = emit(old, "subclass").text
    assert reconciled(old, from_source(text).design) == old
    assert kept(name, "other") == "other"


def test_an_input_whose_name_a_parameter_can_have_is_renamed() -> None:
    assert kept("image", "image_") == "image_"
    assert kept("image", "input_layer") == "input_layer"
