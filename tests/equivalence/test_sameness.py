"""Layers and calls that mean the same stay as they were written."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.design.graph import Design, Layer, Node, TensorRef
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.equivalence.sameness import same_call, same_operation
from tests.drafting import block, graph, inp, layer, op, ref
from tests.equivalence.strangers import stranger

pytestmark = pytest.mark.keras

INNER = graph({"i": (inp(3),), "k": (layer("Dense", units=3), "i")}, "i", ref("k"), name="inner")

OUTER = Design(
    "outer",
    graph(
        {
            "x": (inp(3),),
            "drop": (layer("Dropout", rate=0.5), "x", {"training": False}),
            "b": (block("inner"), "drop"),
        },
        "x",
        ref("b"),
    ),
    {"inner": INNER},
)


def test_a_spelling_is_no_change() -> None:
    old = gallery.load("mlp")
    spelled = {
        key: replace(operation, config={**operation.config, "use_bias": True})
        if isinstance(operation, Layer) and operation.class_name == "keras.layers.Dense"
        else operation
        for key, operation in old.main.operations.items()
    }
    assert reconciled(old, replace(old, main=replace(old.main, operations=spelled))) == old


def test_a_call_stays_as_it_was_spelled() -> None:
    drop = Node("drop", (TensorRef("x"),))
    new = replace(OUTER, main=replace(OUTER.main, nodes={**OUTER.main.nodes, "drop": drop}))
    assert normal_form(new) == normal_form(OUTER)
    assert reconciled(OUTER, stranger(new, random.Random(0))) == OUTER
    # What does mean something else is taken over.
    drop = replace(drop, kwargs={"training": True})
    new = replace(OUTER, main=replace(OUTER.main, nodes={**OUTER.main.nodes, "drop": drop}))
    assert reconciled(OUTER, stranger(new, random.Random(0))) == new


def test_an_input_of_a_block_keeps_the_name_that_nobody_sees() -> None:
    operations = {**INNER.operations, "i": replace(INNER.operations["i"], name="other")}  # type: ignore[call-arg]
    new = replace(OUTER, models={"inner": replace(INNER, operations=operations)})
    assert reconciled(OUTER, stranger(new, random.Random(0))) == OUTER


def test_only_the_inputs_of_blocks_may_be_called_otherwise() -> None:
    one, other = (
        Layer("keras.Input", "i", {"shape": [3]}),
        Layer("keras.Input", "j", {"shape": [3]}),
    )
    assert same_operation(OUTER, OUTER, one, other, inside=True)
    assert not same_operation(OUTER, OUTER, one, other, inside=False)


def test_a_call_that_does_not_fit_its_function_is_only_like_itself() -> None:
    operations = graph({"x": (inp(3),), "a": (op("add"), "x")}, "x", ref("a")).operations
    one, other = Node("a", (ref("x"),)), Node("a", (), {"x1": ref("x")})
    assert same_call(operations, one, one)
    assert not same_call(operations, one, other)
