"""Layers are found in blocks, too, and counted as the model calls them."""

from __future__ import annotations

from app.core.lessons import layer_facts
from app.core.lessons.layer_facts import LayerFacts, layers_of
from model_codegen import gallery
from model_codegen.design import expansion
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef


def block(trainable: bool = True, repeat: int = 1) -> Design:
    """A block of one Dense, of which an instance is called twice."""
    inner = ModelGraph(
        "Encoder",
        {"i": Layer("keras.Input", "x", {"shape": [4]}), "d": Layer("keras.layers.Dense", "wide")},
        {"i": Node("i"), "d": Node("d", (TensorRef("i"),))},
        "i",
    )
    main = ModelGraph(
        "m",
        {
            "in": Layer("keras.Input", "in", {"shape": [4]}),
            "b": SubModel("enc", "encoder", trainable, repeat=repeat),
        },
        {
            "in": Node("in"),
            "b1": Node("b", (TensorRef("in"),)),
            "b2": Node("b", (TensorRef("b1"),)),
        },
        "in",
    )
    return Design("d", main, {"enc": inner})


def by_path(design: Design, *unused: str) -> dict[str, LayerFacts]:
    return {each.path: each for each in layers_of(expansion.expanded(design), unused)}


def test_a_shared_layer_is_one_that_is_called_twice() -> None:
    found = by_path(gallery.load("siamese_comparator"))
    assert (found["dense"].times, found["dense"].kind) == (2, "Dense")
    assert found["same_digit"].times == 1


def test_what_is_in_a_block_is_called_whenever_the_block_is() -> None:
    found = by_path(block())
    assert (found["encoder"].times, found["encoder"].kind) == (2, "Encoder")
    wide = found["encoder/wide"]
    assert (wide.name, wide.times, wide.graph) == ("wide", 2, "enc")
    assert by_path(block(), "b2")["encoder/wide"].times == 1


def test_what_is_in_a_frozen_block_is_frozen() -> None:
    assert by_path(block())["encoder/wide"].trainable
    assert not by_path(block(trainable=False))["encoder/wide"].trainable


def test_repeats_are_layers_of_their_own() -> None:
    found = by_path(block(repeat=3))
    assert [path for path in found if path.endswith("wide")] == [
        f"encoder_{number}/wide" for number in (1, 2, 3)
    ]


def test_blocks_that_hold_themselves_end() -> None:
    design = block()
    inner = design.models["enc"]
    again = {**inner.operations, "b": SubModel("enc", "again")}
    calls = {**inner.nodes, "b1": Node("b", (TensorRef("d"),)), "b2": Node("b", (TensorRef("b1"),))}
    endless = Design(
        "d", design.main, {"enc": ModelGraph("Encoder", again, calls, "i")}, operations={}
    )
    found = layers_of(endless, ())
    assert len(found) <= 3 * (layer_facts.DEEPEST + 2)
