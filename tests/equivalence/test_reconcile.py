"""What was read anew keeps the ids, places and spellings of what it came from."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.difference import difference
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    TensorRef,
)
from model_codegen.design.training import Training
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.drafting import block, graph, inp, layer, ref
from tests.drafting import design as drawn
from tests.emitters import drafts
from tests.equivalence.strangers import stranger
from tests.sharing import inside_and_outside
from tests.strategies import designs

pytestmark = pytest.mark.keras

SUITE = {name: gallery.load(name) for name in gallery.names()} | {
    name: make() for name, make in drafts.ALL.items()
}


@pytest.mark.parametrize("name", SUITE)
def test_what_was_not_changed_is_told_as_before(name: str) -> None:
    design = SUITE[name]
    for seed in range(3):
        assert dumps(reconciled(design, stranger(design, random.Random(seed)))) == dumps(design)


def test_a_change_changes_nothing_else() -> None:
    old = SUITE["siamese_comparator"]
    key = next(k for k, o in old.main.operations.items() if getattr(o, "config", {}).get("units"))
    layer = old.main.operations[key]
    assert isinstance(layer, Layer)
    changed = replace(layer, config={**layer.config, "units": 77})
    wanted = replace(old, main=replace(old.main, operations={**old.main.operations, key: changed}))
    assert dumps(reconciled(old, stranger(wanted, random.Random(1)))) == dumps(wanted)


TWINS: dict[str, Any] = {
    "x": (inp(4),),
    "dense": (layer("Dense", units=4), "x"),
    "dense_1": (layer("Dense", units=4), "x"),
}
ROW: dict[str, Any] = {**TWINS, "dense_1": (layer("Dense", units=4), "dense")}


@pytest.mark.parametrize(
    ("calls", "outputs"),
    [
        (TWINS, "auto"),
        (TWINS, [ref("dense"), ref("dense_1")]),
        (TWINS, {"a": ref("dense_1"), "b": ref("dense")}),
        (ROW, "auto"),
    ],
    ids=["auto", "list", "dict", "row"],
)
@pytest.mark.parametrize("key", ["dense", "dense_1"])
@pytest.mark.parametrize("name", ["body", "zz"])
def test_of_layers_that_are_alike_the_one_is_renamed_that_was(
    calls: dict[str, Any], outputs: Any, key: str, name: str
) -> None:
    old = drawn(calls, "x", outputs)
    operations = {**old.main.operations}
    operations[key] = replace(operations[key], name=name)  # type: ignore[call-arg]
    wanted = replace(old, main=replace(old.main, operations=operations))
    text = emit(wanted, "functional").text
    assert dumps(reconciled(old, from_source(text).design)) == dumps(wanted)


def test_a_name_that_is_written_at_the_first_of_two_layers_moves_that_of_the_other() -> None:
    old = drawn(TWINS)
    text = emit(old, "functional").text
    named = text.replace("Dense(4)", 'Dense(4, name="body")', 1)
    assert named != text
    found = reconciled(old, from_source(named).design)
    assert [step["path"] for step in difference(old, found)] == [
        "/main/operations/dense/name",
        "/main/operations/dense_1/name",
    ]


def test_what_a_block_sets_as_its_parameter_says_anyway_stays() -> None:
    inner = {"i": (inp(4),), "d": (layer("Dense", units={"expression": "(size + 2) - 2"}), "i")}
    half = graph(inner, "i", ref("d"), "half", {"size": 4})
    calls = {"x": (inp(4),), "one": (block("half", size=4), "x"), "two": (block("half"), "x")}
    ends = [ref("one"), ref("two")]
    old = drawn(calls, "x", ends, models={"half": half})
    for style in ("functional", "subclass"):
        text = emit(old, style).text
        assert dumps(told(old, text)) == dumps(old)
        other = told(old, text.replace("size=4", "size=5"))
        assert (other.main, other.models["half"].parameters) == (
            drawn({**calls, "one": (block("half"), "x")}, "x", ends).main,
            {"size": 5},
        )


def told(old: Design, text: str) -> Design:
    """A text in the ids of a design."""
    read = from_source(text)
    return reconciled(old, read.design, traced=read.traced)


def test_source_without_training_takes_none_away() -> None:
    old = replace(SUITE["mlp"], training=Training(epochs=7))
    assert reconciled(old, stranger(SUITE["mlp"], random.Random(1))).training == old.training
    other = replace(SUITE["mlp"], training=Training(epochs=8))
    assert reconciled(old, other).training == other.training


def test_a_model_that_is_renamed_in_source_takes_its_title_along_unless_that_is_another() -> None:
    old = gallery.load("mlp")
    new = replace(old, name="net", main=replace(old.main, name="net"))
    assert reconciled(old, new).name == "net"
    titled = replace(old, name="My first")
    found = reconciled(titled, new)
    assert (found.name, found.main.name) == ("My first", "net")
    assert reconciled(titled, old).name == "My first"
    spelled = replace(old, name="my net", main=replace(old.main, name="my_net"))
    assert reconciled(spelled, new).name == "net"


def test_a_renamed_layer_stays_where_it_is() -> None:
    old = SUITE["digit_cnn"]
    key = next(k for k, o in old.main.operations.items() if isinstance(o, Layer) and o.config)
    layer = old.main.operations[key]
    assert isinstance(layer, Layer)
    operations = {**old.main.operations, key: replace(layer, name="another")}
    wanted = replace(old, main=replace(old.main, operations=operations))
    assert dumps(reconciled(old, stranger(wanted, random.Random(1)))) == dumps(wanted)


def chain(*layers: tuple[str, dict[str, Any]]) -> Design:
    """The design of a Sequential, with the names that Keras gives."""
    told = "".join(f"    layers.{name}(**{config}),\n" for name, config in layers)
    head = "import keras\nfrom keras import layers\n"
    return from_source(f"{head}m = keras.Sequential([keras.Input((9,)),\n{told}])").design


def kept(old: Design, new: Design) -> dict[str, str]:
    """By layer of the old design that is still there: what it is called now."""
    found = reconciled(old, new).main.operations
    return {
        getattr(old.main.operations[key], "name", ""): getattr(operation, "name", "")
        for key, operation in found.items()
        if key in old.main.operations
    }


def test_a_layer_more_is_one_layer_more_though_names_move_on() -> None:
    head = ("Dense", {"units": 10, "activation": "softmax"})
    old = chain(("Dense", {"units": 64}), ("Dropout", {"rate": 0.2}), head)
    more = ("Dense", {"units": 32})
    new = chain(("Dense", {"units": 64}), ("Dropout", {"rate": 0.2}), more, head)
    names = {"input_layer": "input_layer", "dense": "dense", "dropout": "dropout"}
    assert kept(old, new) == {**names, "dense_1": "dense_2"}
    assert kept(new, old) == {**names, "dense_2": "dense_1"}
    # One more above, and other units below.
    both = chain(
        more, ("Dense", {"units": 64}), ("Dropout", {"rate": 0.2}), ("Dense", {"units": 5})
    )
    assert kept(old, both) == {
        "input_layer": "input_layer",
        "dense": "dense_1",
        "dropout": "dropout",
        "dense_1": "dense_2",
    }


def heads(*names: str, outputs: Any = "auto", order: tuple[str, ...] = ()) -> Design:
    operations = {name: Layer("keras.layers.Dense", name, {"units": 2}) for name in names}
    nodes = {name: Node(name, (TensorRef("x"),)) for name in names}
    x = Layer("keras.Input", "x", {"shape": [3]})
    graph = ModelGraph("m", {"x": x, **operations}, {"x": Node("x"), **nodes}, "x", outputs, order)
    return Design("m", graph)


def test_automatic_outputs_stay_so_while_the_source_returns_them_in_their_order() -> None:
    old = heads("a", "c", order=("c", "a"))
    for written in (["c", "a"], ["a", "c"]):
        new = heads("a", "c", outputs=[TensorRef(name) for name in written])
        found = reconciled(old, stranger(new, random.Random(0)))
        assert normal_form(found) == normal_form(new)
        assert (found == old) is (written == ["c", "a"])


def test_a_head_more_stands_where_the_source_has_it() -> None:
    new = heads("a", "b", "c", outputs=[TensorRef(name) for name in "abc"])
    found = reconciled(heads("a", "c"), new)
    assert normal_form(found) == normal_form(new)
    # The canvas would put it last.
    assert found.main.outputs == "auto"
    named = [found.main.operations[found.main.nodes[n].operation] for n in found.main.output_order]
    assert [operation.name for operation in named if isinstance(operation, Layer)] == [
        "a",
        "b",
        "c",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), designs(), st.integers(0, 2**32))
def test_whatever_was_there_before_the_new_design_is_what_it_says(
    old: Design, new: Design, seed: int
) -> None:
    found = reconciled(old, stranger(new, random.Random(seed)))
    assert normal_form(found) == normal_form(new)
    graphs = {MAIN: found.main, **found.models}
    for graph_id, places in found.positions.items():
        assert set(places) <= set(graphs[graph_id].nodes)


def test_an_edit_takes_a_layer_out_of_what_is_shared_and_back() -> None:
    design = inside_and_outside()
    text = emit(design, "functional").text
    copies = text.replace("= shared(", "= layers.Dense(4)(")
    apart = reconciled(design, from_source(copies).design)
    assert apart.operations == {}
    assert analyse(apart).total_params == 40
    assert apart.main.operations["block"] == design.main.operations["block"]
    again = reconciled(apart, from_source(text).design)
    assert normal_form(again) == normal_form(design)
    assert [*again.operations] == ["shared"]


def test_what_is_left_aside_stays_with_its_input_whatever_the_source_becomes() -> None:
    calls: dict[str, Any] = {
        "x": (inp(4),),
        "a": (layer("Dense", units=4), "x"),
        "y": (inp(2),),
        "m": (layer("Add"), [ref("y"), Missing()]),
    }
    old = drawn(calls, ["x", "y"])
    text = emit(old, "functional").text
    assert text == emit(drawn({"x": calls["x"], "a": calls["a"]}), "functional").text
    assert dumps(reconciled(old, from_source(text).design)) == dumps(old)
    wider = reconciled(old, from_source(text.replace("Dense(4", "Dense(5")).design)
    assert {*wider.main.nodes} == {*old.main.nodes}
    assert wider.main.inputs == ["x", "y"]
    second = "z = keras.Input((4,), name='z')"
    more = text.replace(
        "    return keras.Model(x_1, ", f"    {second}\n    return keras.Model([x_1, z], z + "
    )
    assert second in more
    both = reconciled(old, from_source(more).design)
    assert (len(both.main.inputs), both.main.inputs[-1]) == (3, "y")
