"""A change of one argument changes no other, and what no source tells stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.design.difference import difference
from model_codegen.design.graph import Design, Layer, Node, Op, TensorRef
from model_codegen.emitters import emit
from model_codegen.equivalence.kept_spelling import kept_arguments, kept_call, kept_spelling
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.drafting import design, given, inp, layer, op, ref
from tests.emitters import drafts

pytestmark = pytest.mark.keras

ANY = design({"x": (inp(4),), "a": (layer("Dense", units=3), "x")}, "x", ref("a"))


def kept(before: Layer, after: Layer) -> Layer:
    found = kept_spelling(ANY, ANY, before, after, inside=False)
    assert isinstance(found, Layer)
    return found


def test_arguments_that_were_not_changed_stay_as_they_were_written() -> None:
    spelled = {"strides": 1, "filters": 8, "kernel_size": 3, "padding": "valid"}
    before = Layer("keras.layers.Convolution2D", "c", spelled, "float32")
    after = Layer("keras.layers.Conv2D", "c", {"filters": 9, "kernel_size": [3, 3]})
    assert kept(before, after) == replace(before, config={**spelled, "filters": 9})
    assert [*kept(before, after).config] == [*spelled]
    renamed = replace(after, name="d", config={"filters": 8, "kernel_size": 3})
    assert kept(before, renamed) == replace(before, name="d")
    assert kept(before, Layer("keras.layers.Dense", "c")) == Layer("keras.layers.Dense", "c")


def test_arguments_of_a_block_stay_as_they_were_where_they_say_the_same() -> None:
    defaults = {"size": 4, "rate": 0.5}
    assert kept_arguments({"size": 4}, {}, defaults) == {"size": 4}
    assert kept_arguments({"size": 4, "rate": 0.1}, {"rate": 0.2}, defaults) == {
        "size": 4,
        "rate": 0.2,
    }
    assert kept_arguments({}, {"size": 4}, defaults) == {}
    assert kept_arguments({"size": 5}, {}, defaults) == {}
    assert kept_arguments({"size": 4.0}, {}, defaults) == {}
    assert kept_arguments({"gone": 5}, {}, defaults) == {}
    assert kept_arguments({"rate": given("(a + 1)")}, {"rate": given("a + 1")}, defaults) == {
        "rate": given("(a + 1)")
    }
    assert kept_arguments({}, {"size": 3}, defaults) == {"size": 3}


@pytest.mark.parametrize("name", ["copied_block", "frozen"])
def test_in_a_frozen_block_nothing_is_frozen_once_more(name: str) -> None:
    old = drafts.ALL[name]()
    text = emit(old, "subclass").text
    assert difference(old, reconciled(old, from_source(text).design)) == []
    changed = text.replace("Dense(2", "Dense(5")
    (step,) = difference(old, reconciled(old, from_source(changed).design))
    assert (step["path"].rpartition("/")[2], step["value"]) == ("units", 5)


def test_arguments_of_a_function_stay_where_they_stood() -> None:
    operations = {"s": Op("keras.ops.split")}
    before = Node("s", (TensorRef("x"), 3), {"axis": -1})
    read = Node("s", (TensorRef("x"),), {"indices_or_sections": 3, "axis": -1})
    assert kept_call(operations, before, read) is before
    moved = replace(read, args=(TensorRef("y"),))
    assert kept_call(operations, before, moved) == replace(before, args=(TensorRef("y"), 3))
    assert kept_call(operations, before, Node("s", (), {"other": 1})).kwargs == {"other": 1}
    assert kept_call(operations, before, Node("t", (TensorRef("x"),))).operation == "t"


def relu_of(source: str, name: str) -> Design:
    calls = {"x": (inp(4),), "a": (layer("Dense", units=3), "x"), name: (op("relu"), source)}
    if source == "d":
        calls["d"] = (layer("Dropout", rate=0.5), "a")
    return design(calls, "x", ref(name))


def test_a_function_that_is_given_something_else_is_the_same_call() -> None:
    old, new = relu_of("a", "r"), relu_of("d", "relu")
    paths = [step["path"] for step in difference(old, reconciled(old, new))]
    assert paths == ["/main/operations/d", "/main/nodes/d", "/main/nodes/r/args/0/tensor/0"]


def test_what_is_in_no_source_is_not_taken_for_what_is() -> None:
    calls = {
        "x": (inp(4),),
        "dense": (layer("Dense", units=3), "x"),
        "dense_1": (layer("Dense", units=3), "x"),
    }
    old = design(calls, "x", ref("dense_1"))
    assert reconciled(old, from_source(emit(old, "functional").text).design) == old


def test_a_dtype_that_was_not_said_is_said_where_the_policy_has_changed() -> None:
    new = replace(ANY, dtype_policy="mixed_bfloat16")
    before = Layer("keras.layers.Dense", "c", {"use_bias": True, "units": 8})
    after = Layer("keras.layers.Dense", "c", {"units": 8}, "float32")
    assert kept_spelling(ANY, new, before, after, inside=False) == replace(before, dtype="float32")
    follows = replace(after, dtype=None)
    assert kept_spelling(ANY, new, before, follows, inside=False) == before
    told = replace(before, dtype="float32")
    assert kept_spelling(ANY, new, told, after, inside=False) == told
