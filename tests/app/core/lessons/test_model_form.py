"""Designs that compute and share the same have one form, however they are drawn."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.core.lessons.model_form import difference, form
from model_codegen import gallery
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef


def two(first: str = "a", second: str = "b", merge: str = "Add", swap: bool = False) -> Design:
    """Two layers beside each other, merged; one layer if both have one name."""
    operations = {
        "in": Layer("keras.Input", "in", {"shape": [4]}),
        "a": Layer("keras.layers.Dense", first, {"units": 4}),
        "b": Layer("keras.layers.Dense", second, {"units": 4, "activation": "relu"}),
        "m": Layer(f"keras.layers.{merge}", "m"),
    }
    refs = [TensorRef("x"), TensorRef("y")]
    nodes = {
        "in": Node("in"),
        "x": Node("a", (TensorRef("in"),)),
        "y": Node("b", (TensorRef("in"),)),
        "m": Node("m", (refs[::-1] if swap else refs,)),
    }
    return Design("d", ModelGraph("m", operations, nodes, "in"))


def in_block(design: Design) -> Design:
    """The same with all of it in a block."""
    main = ModelGraph(
        "m",
        {"i": Layer("keras.Input", "in", {"shape": [4]}), "b": SubModel("b", "b")},
        {"i": Node("i"), "b": Node("b", (TensorRef("i"),))},
        "i",
    )
    return Design("d", main, {"b": design.main})


def test_names_and_blocks_make_no_difference() -> None:
    assert form(two()).calls == form(two("c", "d")).calls == form(in_block(two())).calls


def test_order_matters_only_where_it_does() -> None:
    assert form(two()).calls == form(two(swap=True)).calls
    assert form(two(merge="Concatenate")).calls != form(two(merge="Concatenate", swap=True)).calls


def test_sharing_matters() -> None:
    shared, copied = (form(gallery.load(f"siamese_{name}")) for name in ("comparator", "copied"))
    assert shared.calls != copied.calls
    said = difference(shared, copied)
    assert said.startswith("The model has more than it should: `Dense(activation=relu, units=")


def test_arguments_and_freezing_matter() -> None:
    main = two().main
    for layer in (
        Layer("keras.layers.Dense", "a", {"units": 5}),
        Layer("keras.layers.Dense", "a", {"units": 4}, trainable=False),
        Layer("keras.layers.Dense", "a", {"units": 4}, dtype="float16"),
    ):
        other = Design("d", replace(main, operations={**main.operations, "a": layer}))
        assert form(other).calls != form(two()).calls
        assert difference(form(two()), form(other)) == "The model lacks `Dense(units=4)`."


def test_other_wires_are_told() -> None:
    main = two().main
    behind = Node("b", (TensorRef("x"),))
    other = Design("d", replace(main, nodes={**main.nodes, "y": behind}))
    assert "wired or shared in another way" in difference(form(two()), form(other))


def test_what_leads_nowhere_makes_no_difference() -> None:
    main = two().main
    more = {**main.nodes, "z": Node("a", (TensorRef("in"),))}
    other = Design("d", replace(main, nodes=more, outputs=TensorRef("m")))
    assert form(other).calls == form(two()).calls


@given(st.permutations(["in", "a", "b", "m"]), st.permutations(["in", "x", "y", "m"]))
def test_the_order_of_storage_makes_no_difference(keys: list[str], nodes: list[str]) -> None:
    main = two().main
    moved = replace(
        main,
        operations={key: main.operations[key] for key in keys},
        nodes={key: main.nodes[key] for key in nodes},
    )
    assert form(Design("d", moved)).calls == form(two()).calls
