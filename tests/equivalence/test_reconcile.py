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
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Recorded,
    TensorRef,
    TensorSpec,
)
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.importers import from_source
from tests.drafting import block, design, graph, inp, layer, ref
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


def test_a_spelling_is_no_change() -> None:
    old = SUITE["mlp"]
    spelled = {
        key: replace(operation, config={**operation.config, "use_bias": True})
        if isinstance(operation, Layer) and operation.class_name == "keras.layers.Dense"
        else operation
        for key, operation in old.main.operations.items()
    }
    assert reconciled(old, replace(old, main=replace(old.main, operations=spelled))) == old


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


def test_definitions_that_nothing_uses_stay_and_come() -> None:
    spare = replace(INNER, name="spare")
    old = replace(OUTER, models={"inner": INNER, "spare": spare})
    assert reconciled(old, OUTER) == old
    come = reconciled(OUTER, old).models
    assert come.keys() == old.models.keys()
    assert come["spare"].nodes == spare.nodes
    # One that was used and no longer is goes.
    flat = Design("outer", graph({"x": (inp(3),), "k": (layer("ReLU"), "x")}, "x", ref("k")))
    assert reconciled(old, flat).models == {"spare": spare}


def test_a_change_changes_nothing_else() -> None:
    old = SUITE["siamese_comparator"]
    key = next(k for k, o in old.main.operations.items() if getattr(o, "config", {}).get("units"))
    layer = old.main.operations[key]
    assert isinstance(layer, Layer)
    changed = replace(layer, config={**layer.config, "units": 77})
    wanted = replace(old, main=replace(old.main, operations={**old.main.operations, key: changed}))
    assert dumps(reconciled(old, stranger(wanted, random.Random(1)))) == dumps(wanted)


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


def with_placeholder() -> Design:
    """A design with a layer of which a file recorded what it returns."""
    told = [TensorSpec((None, 9), "int32"), TensorSpec((None, 9, 4), "float32")]
    recorded = Recorded((told[1],), 77, "it is not of Keras", (told[0],))
    own = Layer("mine.Embedding", "own", {"size": 4, "args": [1, 2]}, recorded=recorded)
    calls = {"words": (inp(9, dtype="int32"),), "own": (layer("ReLU"), "words")}
    drawn = design({**calls, "flat": (layer("Flatten"), "own")}, "words")
    return replace(
        drawn, main=replace(drawn.main, operations={**drawn.main.operations, "own": own})
    )


@pytest.mark.parametrize("style", ["functional", "subclass", "sequential"])
def test_what_was_recorded_stays_while_source_is_edited_beside_it(style: str) -> None:
    old = with_placeholder()
    code = emit(old, style).text
    assert reconciled(old, from_source(code).design) == old
    edited = {
        "functional": code.replace(
            "    flat =", "    x = layers.BatchNormalization()(x)\n    flat ="
        ),
        "subclass": code.replace(
            "        self.flat =",
            "        self.norm = layers.BatchNormalization()\n        self.flat =",
        ).replace("x = self.own(words)", "x = self.norm(self.own(words))"),
        "sequential": code.replace(
            "layers.Flatten", "layers.BatchNormalization(),\n            layers.Flatten"
        ),
    }[style]
    assert edited != code
    found = reconciled(old, from_source(edited).design)
    assert found.main.operations["own"] == old.main.operations["own"]
    analysis = analyse(found)
    assert analysis.total_params == 77 + 16
    assert analysis.nodes["flat"].outputs == (TensorSpec((None, 36), "float32"),)


def test_with_other_arguments_a_placeholder_stays_and_what_it_returned_does_not() -> None:
    old = with_placeholder()
    code = emit(old, "functional").text
    found = reconciled(old, from_source(code.replace("size=4", "size=5")).design)
    own, before = found.main.operations["own"], old.main.operations["own"]
    assert isinstance(own, Layer)
    assert isinstance(before, Layer)
    assert (own.class_name, own.config) == ("mine.Embedding", {**before.config, "size": 5})
    assert own.recorded == Recorded((), 0, "it is not of Keras")


def test_a_renamed_placeholder_keeps_what_was_recorded() -> None:
    old = with_placeholder()
    code = emit(old, "functional").text
    found = reconciled(old, from_source(code.replace('name="own"', 'name="other"')).design)
    own, before = found.main.operations["own"], old.main.operations["own"]
    assert isinstance(before, Layer)
    assert own == replace(before, name="other")


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
