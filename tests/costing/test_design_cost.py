"""`cost` on whole designs: figures worked out by hand, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

import model_codegen as mc
from model_codegen import costing
from model_codegen.analysis import analyse
from model_codegen.costing.dimensions import CostError
from model_codegen.design.graph import Layer, Recorded, SubModel, TensorSpec
from tests.drafting import block, design, graph, inp, layer, op

pytestmark = pytest.mark.keras

NUMBERS = TensorSpec((None, 4), "float32")

DENSE = design({"x": (inp(4),), "dense": (layer("Dense", units=8, activation="relu"), "x")})


def test_a_dense_layer() -> None:
    cost = mc.cost(DENSE, batch=3)
    node = cost.nodes["dense"]
    assert node.macs == cost.macs == 3 * 8 * 4
    assert node.flops == cost.flops == 2 * 3 * 8 * 4 + 3 * 8 + 3 * 8
    assert node.work[0].formula == "2 × outputs 24 × inputs of each 4"
    assert (node.params, node.param_bytes) == (40, 160)
    assert cost.bytes_by_dtype == {"float32": 160}
    assert cost.activation_bytes == 4 * 3 * (4 + 8)
    assert cost.training_bytes == 160 + 160 + 2 * 160 + 4 * 3 * (4 + 8)


def test_an_optimizer_without_memory_and_a_frozen_layer() -> None:
    assert mc.cost(DENSE, optimizer="sgd").optimizer_bytes == 0
    frozen = design({"x": (inp(4),), "dense": (layer("Dense", trainable=False, units=8), "x")})
    assert mc.cost(frozen).gradient_bytes == 0


def test_another_policy_halves_memory() -> None:
    whole, half = mc.cost(DENSE), mc.cost(DENSE, policy="bfloat16")
    assert half.bytes_by_dtype == {"bfloat16": whole.param_bytes // 2}
    assert (half.policy, half.nodes["dense"].dtype) == ("bfloat16", "bfloat16")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"batch": 0}, "`batch` must be a positive integer, got 0"),
        ({"batch": True}, "`batch` must be a positive integer"),
        ({"dims": {"tokens": -1}}, "`tokens` must be a positive integer, got -1"),
        ({"dims": {"x": 3}}, "No dimension `x` is open; these are: `tokens`."),
        ({"dims": {"tokens": [1, 2]}}, "`tokens` has 1 open dimensions, got 2 sizes"),
        ({"optimizer": "magic"}, "No optimizer `magic` is known"),
        ({"policy": "float3"}, "Keras has no dtype policy `float3`"),
        ({}, r'`tokens` is of unknown size: say how large it is. Give `cost` dims={"tokens": …}.'),
    ],
)
def test_what_makes_no_sense_is_a_sentence(options: dict[str, object], said: str) -> None:
    open_ended = design(
        {"tokens": (inp(None, 4),), "dense": (layer("Dense", units=8), "tokens")}, "tokens"
    )
    with pytest.raises(CostError, match=said.replace("(", r"\(")):
        mc.cost(open_ended, **options)  # type: ignore[arg-type]


def test_an_open_dimension_is_never_taken_for_one() -> None:
    image = design({"image": (inp(None, None, 3),), "flat": (layer("ReLU"), "image")}, "image")
    cost = mc.cost(image, partial=True)
    assert (cost.open, cost.whole) == (("image.1", "image.2"), False)
    with pytest.raises(CostError, match=r"`image\.1` and `image\.2` are of unknown size"):
        _ = cost.flops
    assert mc.cost(image, 2, {"image": (5, 7)}).flops == 2 * 5 * 7 * 3
    assert mc.cost(image, 2, {"image.1": 5, "image.2": 7}).flops == 2 * 5 * 7 * 3


def test_keras_is_asked_where_no_rule_says_what_becomes_of_a_size() -> None:
    drawn = design(
        {
            "x": (inp(None, 6),),
            "flat": (op("reshape"), "x", (-1, 3)),
            "dense": (layer("Dense", units=8), "flat"),
        }
    )
    cost = mc.cost(drawn, 4, {"x": 10})
    assert cost.nodes["flat"].shapes == ((80, 3),)
    assert cost.macs == 80 * 8 * 3


def test_attention_is_quadratic_in_its_tokens_and_linear_in_the_batch() -> None:
    drawn = design(
        {
            "tokens": (inp(None, 8),),
            "attention": (layer("MultiHeadAttention", num_heads=2, key_dim=4), "tokens", "tokens"),
        },
        "tokens",
    )
    cost = mc.cost(drawn, 2, {"tokens": 10})
    assert str(cost.growth("tokens").flops) == "quadratic in tokens"
    assert str(cost.growth("tokens").activation_bytes) == "quadratic in tokens"
    assert str(cost.growth().flops) == "linear in batch"
    with pytest.raises(CostError, match="No dimension `keys` is open"):
        cost.growth("keys")


def test_a_shared_layer_works_twice_and_weighs_once() -> None:
    drawn = design(
        {
            "x": (inp(4),),
            "first": (layer("Dense", units=4), "x"),
            "second": ("first", "first"),
        }
    )
    cost = mc.cost(drawn, 1)
    first, second = cost.nodes["first"], cost.nodes["second"]
    assert first.flops == second.flops > 0
    assert (first.params, second.params, second.shared) == (20, 0, True)


def test_a_block_costs_what_is_in_it_each_time() -> None:
    inner = graph({"x": (inp(4),), "dense": (layer("Dense", units=4), "x")}, "x", name="inner")
    drawn = design(
        {"x": (inp(4),), "a": (block("b"), "x"), "c": (block("b"), "a")}, models={"b": inner}
    )
    cost = mc.cost(drawn, 2)
    assert cost.nodes["a"].macs == cost.nodes["c"].macs == cost.graphs["b"].macs == 2 * 4 * 4
    assert cost.macs == 2 * 2 * 4 * 4
    assert cost.params == cost.nodes["a"].params + cost.nodes["c"].params == 40


def test_a_repeated_block_with_arguments_costs_what_all_its_instances_do() -> None:
    inner = graph(
        {
            "x": (inp(4),),
            "wide": (layer("Dense", units={"expression": "2 * units"}), "x"),
            "back": (layer("Dense", units=4), "wide"),
        },
        "x",
        name="inner",
    )
    inner = replace(inner, parameters={"units": 3})
    drawn = design({"x": (inp(4),), "a": (block("b"), "x")}, models={"b": inner})
    uses = SubModel("b", "a", arguments={"units": 5}, repeat=3)
    drawn = replace(
        drawn, main=replace(drawn.main, operations={**drawn.main.operations, "a": uses})
    )
    cost = mc.cost(drawn, 2)
    assert cost.macs == cost.nodes["a"].macs == 3 * 2 * (10 * 4 + 4 * 10)
    assert cost.params == cost.nodes["a"].params == 3 * (50 + 44)
    assert cost.nodes.keys() == {"x", "a"}


def test_layers_inside_of_layers() -> None:
    dense = {"class_name": "keras.layers.Dense", "config": {"units": 5}}
    lstm = {"class_name": "keras.layers.LSTM", "config": {"units": 3}}
    drawn = design(
        {
            "x": (inp(7, 4),),
            "each": (layer("TimeDistributed", layer=dense), "x"),
            "both": (layer("Bidirectional", layer=lstm), "each"),
        }
    )
    cost = mc.cost(drawn, 2)
    assert cost.nodes["each"].macs == 2 * 7 * 5 * 4
    assert cost.nodes["both"].macs == 2 * (2 * 7) * 4 * 3 * (5 + 3)


def test_a_whole_application_costs_what_its_layers_do() -> None:
    small = {"input_shape": [32, 32, 3], "alpha": 0.25, "weights": None}
    app = Layer("keras.applications.MobileNet", "", small)
    opened = mc.from_application("MobileNet", small).design
    whole = mc.cost(design({"x": (inp(32, 32, 3),), "net": (app, "x")}), 2)
    parts = mc.cost(opened, 2)
    assert (whole.flops, whole.macs, whole.params) == (parts.flops, parts.macs, parts.params)
    assert whole.activation_bytes == parts.activation_bytes


def test_what_nobody_knows_is_named_and_the_rest_is_counted() -> None:
    drawn = design(
        {
            "x": (inp(4),),
            "own": (layer("Dense", units=4), "x"),
            "dense": (layer("Dense", units=8), "own"),
        }
    )
    recorded = Recorded((NUMBERS,), 7, inputs=(NUMBERS,))
    own = Layer("my.Own", "own", recorded=recorded)
    operations = {**drawn.main.operations, "own": own}
    drawn = replace(drawn, main=replace(drawn.main, operations=operations))
    cost = mc.cost(drawn, partial=True)
    assert cost.problems == ("`own`: what `my.Own` computes is not known.",)
    assert cost.nodes["dense"].macs == 32 * 8 * 4
    with pytest.raises(CostError, match=r"my\.Own"):
        mc.cost(drawn)


def test_a_broken_draft_is_counted_as_far_as_it_is_known() -> None:
    drawn = design(
        {
            "x": (inp(4),),
            "good": (layer("Dense", units=8), "x"),
            "bad": (layer("Dense", units=-3), "good"),
        }
    )
    cost = mc.cost(drawn, partial=True)
    assert cost.nodes["good"].macs == 32 * 8 * 4
    assert cost.problems == ("`bad`: its outputs are not known.",)


def test_a_gallery_design_has_its_receptive_field_and_dearest_call() -> None:
    drawn = mc.gallery.load("digit_cnn")
    cost = costing.cost(drawn, 1, analysis=analyse(drawn))
    fields = [str(node.field) for node in cost.nodes.values() if node.field]
    assert fields[0] == "1 × 1"
    assert max(cost.nodes.values(), key=lambda node: node.flops).what == "keras.layers.Conv2D"
