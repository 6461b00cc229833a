"""Designs compared: what came, went and changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from model_codegen import blocks, gallery
from model_codegen.comparison.comparing import compare
from model_codegen.comparison.differences import Comparison, Detail, Place
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, SubModel, TensorRef
from tests.strategies import drafts

pytestmark = pytest.mark.keras

MLP = gallery.load("mlp")


def with_main(design: Design, **changes: Any) -> Design:
    return replace(design, main=replace(design.main, **changes))


def with_layer(design: Design, key: str, **changes: Any) -> Design:
    operation = replace(design.main.operations[key], **changes)
    return with_main(design, operations={**design.main.operations, key: operation})


def told(comparison: Comparison) -> list[str]:
    return [*map(str, comparison.changes), *map(str, comparison.settings)]


def test_a_design_is_the_same_as_itself_and_as_its_other_spelling() -> None:
    assert compare(MLP, MLP).is_same
    other = with_layer(MLP, "dense", config={"units": 256, "activation": "relu", "use_bias": True})
    comparison = compare(MLP, replace(other, positions={}))
    assert comparison.is_same
    assert str(comparison) == "Both mean the same model."


def test_ids_and_automatic_names_say_nothing() -> None:
    graph = MLP.main
    ids = {key: f"n{number}" for number, key in enumerate(graph.nodes)}
    renamed = replace(
        graph,
        operations={ids[key]: operation for key, operation in graph.operations.items()},
        nodes={
            ids[key]: Node(
                ids[node.operation],
                tuple(TensorRef(ids[ref.node]) for ref in node.args),  # type: ignore[union-attr]
            )
            for key, node in graph.nodes.items()
        },
        inputs=ids[str(graph.inputs)],
    )
    comparison = compare(MLP, replace(MLP, main=renamed))
    assert comparison.is_same
    assert comparison.nodes == {Place(MAIN, ids[key]): Place(MAIN, key) for key in graph.nodes}


def test_an_argument_that_changed_is_told_with_what_it_costs() -> None:
    comparison = compare(MLP, with_layer(MLP, "dense", config={"units": 128, "activation": "relu"}))
    first, second = comparison.changes[:1], comparison.changes[1:]
    [change] = first
    assert (change.kind, change.name, change.what) == ("changed", "dense", "Dense")
    assert change.details == (Detail("units", "256", "128"),)
    assert change.params == 785 * 128 - 785 * 256
    # Its successor's weights have another shape, and it is what it was.
    assert second == ()
    assert comparison.before.params - comparison.after.params == 128 * 785 + 128 * 64
    assert "parameters: 218,058 → 109,386 (-108,672)" in str(comparison)


def test_a_layer_that_came_in_between_changes_what_the_next_is_given() -> None:
    before, after = gallery.load("mlp"), gallery.load("dropout_mlp")
    comparison = compare(before, after)
    assert [change.kind for change in comparison.of("added")] == ["added"] * len(
        comparison.of("added")
    )
    graph = MLP.main
    dropout = Layer("keras.layers.Dropout", "dropout", {"rate": 0.5})
    dense_1 = replace(graph.nodes["dense_1"], args=(TensorRef("dropout"),))
    other = with_main(
        MLP,
        operations={**graph.operations, "dropout": dropout},
        nodes={
            **graph.nodes,
            "dropout": Node("dropout", (TensorRef("dense"),)),
            "dense_1": dense_1,
        },
    )
    comparison = compare(MLP, other)
    assert told(comparison) == [
        "+ dropout (Dropout)",
        "~ dense_1 (Dense): inputs: dense → dropout",
    ]
    assert told(compare(other, MLP)) == [
        "- dropout (Dropout)",
        "~ dense_1 (Dense): inputs: dropout → dense",
    ]


def test_names_precision_and_code_are_settings() -> None:
    other = replace(MLP, name="net", dtype_policy="mixed_float16", code="X = 1\n")
    settings = [detail.name for detail in compare(MLP, other).settings]
    assert settings == ["name", "dtype_policy", "code"]


def test_what_is_inside_a_block_is_compared_once() -> None:
    before = gallery.load("residual_blocks")
    inner = before.models["residual_block_64"]
    dense = replace(inner.operations["dense"], trainable=False)
    after = replace(
        before,
        models={
            **before.models,
            "residual_block_64": replace(inner, operations={**inner.operations, "dense": dense}),
        },
    )
    [change] = compare(before, after).changes
    assert change.block == inner.name
    assert change.details == (Detail("trainable", "True", "False"),)
    assert change.after == Place("residual_block_64", "dense")


def test_arguments_and_parameters_of_blocks_are_compared() -> None:
    before = blocks.load("mlp")
    wider = SubModel("mlp", "mlp", arguments={"units": 8}, repeat=2)
    after = with_main(before, operations={**before.main.operations, "mlp": wider})
    [change] = compare(before, after).changes
    assert change.what == "mlp"
    assert set(change.details) == {Detail("units", "", "8"), Detail("repeat", "1", "2")}
    graph = replace(
        before.models["mlp"], parameters={**before.models["mlp"].parameters, "units": 9}
    )
    [detail] = compare(before, replace(before, models={"mlp": graph})).settings
    assert detail == Detail("parameter units of mlp", "256", "9")


def test_an_unfinished_drawing_is_compared_all_the_same() -> None:
    broken = with_layer(MLP, "dense", config={"units": -3})
    [change] = compare(MLP, broken).changes
    assert change.details[0] == Detail("units", "256", "-3")
    empty = Design("empty", ModelGraph("empty"))
    comparison = compare(MLP, empty)
    assert len(comparison.of("removed")) == len(MLP.main.nodes)
    assert len(compare(empty, MLP).of("added")) == len(MLP.main.nodes)
    assert comparison.after.params == 0


def test_a_call_on_what_is_not_there_is_the_same_call() -> None:
    graph = MLP.main
    nodes = {**graph.nodes, "add": Node("add", (TensorRef("gone"), TensorRef("gone")))}
    draft = with_main(MLP, nodes=nodes, operations={**graph.operations, "add": Op("keras.ops.add")})
    assert compare(draft, draft).is_same


@settings(max_examples=10, deadline=None)
@given(drafts(), drafts())
def test_any_two_drafts_are_compared(before: Design, after: Design) -> None:
    assert compare(before, before).is_same
    there, back = compare(before, after), compare(after, before)
    assert (len(there.of("added")), len(there.of("removed"))) == (
        len(back.of("removed")),
        len(back.of("added")),
    )


def test_costs_are_for_a_batch_and_told_where_they_are_not_known() -> None:
    wider = with_layer(MLP, "dense", config={"units": 512, "activation": "relu"})
    small, large = (compare(MLP, wider, batch=batch) for batch in (1, 32))
    assert small.before.flops is not None
    assert large.before.flops == 32 * small.before.flops
    assert large.after.flops is not None
    assert large.after.flops > large.before.flops
    assert "FLOPs: " in str(large)
    assert "bytes of activations: " in str(large)
    open_one = with_layer(MLP, "input_layer", config={"shape": [None, 784]})
    comparison = compare(MLP, open_one)
    assert comparison.after.flops is None
    assert comparison.unknown == (comparison.after.unknown,)
    assert "FLOPs and activations are not known: " in str(comparison)
