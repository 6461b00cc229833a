"""Designs that mean the same model have one normal form; what differs in any way has another."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, Operation, SubModel
from model_codegen.equivalence.normal_form import normal_form
from tests.drafting import block, graph, inp, layer, op, ref
from tests.equivalence.strangers import stranger
from tests.repeats import drawing

pytestmark = pytest.mark.keras

INNER = graph(
    {"i": (inp(8),), "dense": (layer("Dense", units=5), "i"), "relu": (layer("ReLU"), "dense")},
    "i",
    ref("relu"),
    name="inner",
)

BASE = Design(
    "base",
    graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "tower": (layer("Dense", units=4, activation="relu"), "x"),
            "again": ("tower", "y"),
            "merge": (layer("Concatenate"), ["tower", "again"]),
            "drop": (layer("Dropout", rate=0.5), "merge"),
            "block": (block("inner"), "drop"),
            "more": ("block", "merge"),
            "total": (op("add"), "block", "more"),
            "soft": (op("softmax"), "total"),
        },
        ["x", "y"],
        [ref("soft"), ref("merge")],
    ),
    {"inner": INNER},
)


def with_operation(key: str, operation: Operation, base: Design = BASE) -> Design:
    return replace(
        base, main=replace(base.main, operations={**base.main.operations, key: operation})
    )


def with_layer(key: str, base: Design = BASE, **fields: Any) -> Design:
    operation = base.main.operations[key]
    return with_operation(key, replace(operation, **fields), base)


def with_node(key: str, node: Node, base: Design = BASE) -> Design:
    return replace(base, main=replace(base.main, nodes={**base.main.nodes, key: node}))


def with_main(**fields: Any) -> Design:
    return replace(BASE, main=replace(BASE.main, **fields))


def with_inner(made: ModelGraph) -> Design:
    return replace(BASE, models={"inner": made})


def copied(key: str, node_id: str) -> Design:
    """One of the calls has an operation of its own, equal to the one that was shared."""
    own = with_operation("own", replace(BASE.main.operations[key], name="own"))
    return with_node(node_id, replace(BASE.main.nodes[node_id], operation="own"), own)


def inner_with(key: str, **fields: Any) -> Design:
    operations = {**INNER.operations, key: replace(INNER.operations[key], **fields)}
    return with_inner(replace(INNER, operations=operations))


DIFFERENT: dict[str, Callable[[], Design]] = {
    "a config value": lambda: with_layer("tower", config={"units": 4, "activation": "gelu"}),
    "a default that is overridden": lambda: with_layer(
        "tower", config={"units": 4, "activation": "relu", "use_bias": False}
    ),
    "the class of a layer": lambda: with_operation(
        "drop", Layer("keras.layers.AlphaDropout", "drop", {"rate": 0.5})
    ),
    "a function": lambda: with_operation("total", Op("keras.ops.multiply")),
    "an edge": lambda: with_node("drop", Node("drop", (ref("tower"),))),
    "which tensors are joined": lambda: with_node(
        "merge", Node("merge", ([ref("tower"), ref("tower")],))
    ),
    "the order in which tensors are joined": lambda: with_node(
        "merge", Node("merge", ([ref("again"), ref("tower")],))
    ),
    "the order of a function's tensors": lambda: with_node(
        "total", Node("total", (ref("more"), ref("block")))
    ),
    "the order of the inputs": lambda: with_main(inputs=["y", "x"]),
    "keys of the inputs": lambda: with_main(inputs={"x": "x", "y": "y"}),
    "the order of the outputs": lambda: with_main(outputs=[ref("merge"), ref("soft")]),
    "an output less": lambda: with_main(outputs=[ref("soft")]),
    "an output that stands bare": lambda: with_main(outputs=ref("soft")),
    "keys of the outputs": lambda: with_main(outputs={"a": ref("soft"), "b": ref("merge")}),
    "a copied layer": lambda: copied("tower", "again"),
    "a copied block": lambda: copied("block", "more"),
    "the policy of a layer": lambda: with_layer("tower", dtype="float16"),
    "the policy of all layers": lambda: replace(BASE, dtype_policy="mixed_float16"),
    "the dtype of an input": lambda: with_layer("x", dtype="float16"),
    "the shape of the inputs": lambda: with_layer(
        "x", with_layer("y", config={"shape": [3]}), config={"shape": [3]}
    ),
    "the batch size of an input": lambda: with_layer("x", config={"shape": [4], "batch_size": 2}),
    "a frozen layer": lambda: with_layer("tower", trainable=False),
    "a frozen block": lambda: with_layer("block", trainable=False),
    "the name of a layer": lambda: with_layer("tower", name="left"),
    "the name of an input": lambda: with_layer("x", name="left"),
    "the name of a block": lambda: with_layer("block", name="left"),
    "the name of the model": lambda: with_main(name="other"),
    "an argument of a call": lambda: with_node(
        "drop", Node("drop", (ref("merge"),), {"training": True})
    ),
    "an argument of a function": lambda: with_node(
        "soft", Node("soft", (ref("total"),), {"axis": 1})
    ),
    "a config value in a block": lambda: inner_with("dense", config={"units": 6}),
    "a frozen layer in a block": lambda: inner_with("dense", trainable=False),
    "the name of a layer in a block": lambda: inner_with("dense", name="left"),
    "the output of a block": lambda: with_inner(replace(INNER, outputs=ref("dense"))),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_designs_that_differ_in_one_way_differ(what: str) -> None:
    other = DIFFERENT[what]()
    assert other != BASE
    assert normal_form(other) != normal_form(BASE)


def _unused() -> Design:
    more = with_operation("unused", Layer("keras.layers.Dense", "unused", {"units": 9}))
    more = with_node("unused", Node("unused", (ref("x"),)), more)
    more = with_operation("uncalled", Layer("keras.layers.ReLU", "uncalled"), more)
    return replace(more, models={**more.models, "spare": INNER})


def _second_definition() -> Design:
    """The same block defined twice, under other names, for two instances."""
    other = replace(INNER, name="other")
    twice = replace(copied("block", "more"), models={"inner": INNER, "other": other})
    return with_operation("own", SubModel("other", "own"), twice)


def _policy_on_each_layer() -> Design:
    policy = "mixed_float16"
    inner = {
        key: replace(operation, dtype=policy)
        if isinstance(operation, Layer) and operation.class_name != "keras.Input"
        else operation
        for key, operation in INNER.operations.items()
    }
    outer = {
        key: replace(operation, dtype=policy)
        if isinstance(operation, Layer) and operation.class_name != "keras.Input"
        else operation
        for key, operation in BASE.main.operations.items()
    }
    return replace(with_main(operations=outer), models={"inner": replace(INNER, operations=inner)})


SAME: dict[str, tuple[Callable[[], Design], Callable[[], Design]]] = {
    "positions": (lambda: BASE, lambda: replace(BASE, positions={"main": {"x": (9.0, -3.0)}})),
    "the name of the document": (lambda: BASE, lambda: replace(BASE, name="other")),
    "calls, layers and blocks that are not used": (lambda: BASE, _unused),
    "a default that is spelled out": (
        lambda: BASE,
        lambda: with_layer(
            "tower",
            config={
                "activation": "relu",
                "bias_initializer": {"class_name": "keras.initializers.Zeros", "config": {}},
                "units": 4,
                "use_bias": True,
            },
        ),
    ),
    "a default of a function that is spelled out": (
        lambda: BASE,
        lambda: with_node("soft", Node("soft", (ref("total"),), {"axis": -1})),
    ),
    "a default of a call that is spelled out": (
        lambda: BASE,
        lambda: with_node("drop", Node("drop", (ref("merge"),), {"training": False})),
    ),
    "arguments by name or by place": (
        lambda: BASE,
        lambda: with_node("total", Node("total", (), {"x2": ref("more"), "x1": ref("block")})),
    ),
    "a tuple for a list": (
        lambda: BASE,
        lambda: with_node("merge", Node("merge", ((ref("tower"), ref("again")),))),
    ),
    "a layer under another of its names": (
        lambda: with_operation("drop", Layer("keras.layers.MaxPooling1D", "drop", {})),
        lambda: with_operation("drop", Layer("keras.layers.MaxPool1D", "drop", {})),
    ),
    "the shape of an input with its batch": (
        lambda: BASE,
        lambda: with_layer("x", config={"batch_shape": [None, 4]}),
    ),
    "an input that is frozen with all other layers": (
        lambda: BASE,
        lambda: with_layer("x", trainable=False),
    ),
    "the policy a layer would have anyway": (
        lambda: BASE,
        lambda: with_layer("tower", dtype="float32"),
    ),
    "one policy told once or by each layer": (
        lambda: replace(BASE, dtype_policy="mixed_float16"),
        _policy_on_each_layer,
    ),
    "the name of a definition": (lambda: BASE, lambda: with_inner(replace(INNER, name="other"))),
    "the names of a block's inputs": (lambda: BASE, lambda: inner_with("i", name="other")),
    "one definition or two that are equal": (lambda: copied("block", "more"), _second_definition),
    "a layer that is frozen in a frozen block": (
        lambda: with_layer("block", trainable=False),
        lambda: with_layer("block", inner_with("dense", trainable=False), trainable=False),
    ),
    "outputs that are marked or left to the drawing": (
        lambda: with_main(outputs=ref("soft")),
        lambda: with_main(outputs="auto"),
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_designs_that_differ_in_what_means_nothing_are_equal(what: str) -> None:
    one, other = (make() for make in SAME[what])
    assert one != other
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize("seed", range(5))
def test_ids_and_the_order_of_the_document_mean_nothing(seed: int) -> None:
    other = stranger(BASE, random.Random(seed))
    assert other.main.nodes.keys() != BASE.main.nodes.keys()
    assert normal_form(other) == normal_form(BASE)


def test_a_normal_form_is_its_own() -> None:
    form = normal_form(BASE)
    assert normal_form(form) == form
    assert (form.dtype_policy, form.positions) == ("float32", {})


def test_repeats_and_arguments_are_the_same_as_what_they_stand_for() -> None:
    drawn = drawing()
    assert normal_form(drawn) == normal_form(expanded(drawn))
    operations = {**drawn.main.operations, "b": SubModel("wide", "b", repeat=4)}
    other = replace(drawn, main=replace(drawn.main, operations=operations))
    assert normal_form(drawn) != normal_form(other)
