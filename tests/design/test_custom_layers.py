"""Which layers of a design keep their code."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.custom_code import digest, read_code
from model_codegen.design.custom_layers import (
    code_to_trust,
    custom_layers,
    names_in_use,
    own_names,
)
from tests.custom import CELL, SAMPLING, celled, own, sampler
from tests.drafting import design, graph, inp, layer


def test_a_placeholder_of_a_class_of_the_code() -> None:
    assert custom_layers(sampler()) == {"main": {"sampling": {"Sampling"}}}
    assert code_to_trust(sampler()) == digest(SAMPLING)
    assert custom_layers(replace(sampler(), code="")) == {}


def test_a_layer_of_keras_with_objects_of_the_code() -> None:
    assert names_in_use(celled()) == {"GatedCell"}
    code = read_code(f"{CELL}\ndef swish2(x):\n    return x\n")
    dense = own("keras.layers.Dense", units=3, activation={"function": "swish2"})
    assert own_names(dense, code) == {"swish2"}
    assert own_names(own("keras.layers.Dense", activation={"function": "other"}), code) == set()


def test_no_custom_layers() -> None:
    code = read_code(SAMPLING)
    assert own_names(layer("Dense", units=3), code) == set()
    assert own_names(own("mine.Sampling"), code) == set()
    assert own_names(replace(own("Sampling"), recorded=None), code) == set()
    assert own_names(own("Sampling", cell={"class_name": "Lost", "config": {}}), code) == set()


def test_layers_of_blocks_and_of_the_design_itself() -> None:
    block = graph({"x": (inp(2),)})
    block = replace(block, operations={**block.operations, "s": own("Sampling")})
    drawn = replace(
        design({"x": (inp(2),)}, models={"block": block}),
        operations={"t": own("Sampling")},
        code=SAMPLING,
    )
    assert custom_layers(drawn) == {"block": {"s": {"Sampling"}}, "": {"t": {"Sampling"}}}


def test_code_that_no_layer_uses_needs_no_trust() -> None:
    assert code_to_trust(replace(design({"x": (inp(2),)}), code=SAMPLING)) == ""
