"""Graphs that call each other, and layers that stand inside of others."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.costing.call import Spec, UnknownCostError
from model_codegen.costing.graph_cost import Walk
from model_codegen.costing.inner_layers import InnerLayers
from model_codegen.design.graph import Layer
from tests.drafting import block, design, graph, inp, layer

pytestmark = pytest.mark.keras

INNER = graph({"x": (inp(None, 4),), "dense": (layer("Dense", units=4), "x")}, "x", name="inner")


def walk() -> Walk:
    drawn = design({"x": (inp(3, 4),), "a": (block("b"), "x")}, models={"b": INNER})
    return Walk(drawn, analyse(drawn), "float32", training=False)


def test_a_block_is_counted_once_for_each_set_of_shapes() -> None:
    counting = walk()
    first = counting.block("b", [Spec((2, 3, 4))], training=False)
    assert counting.block("b", [Spec((2, 3, 4))], training=False) is first
    other = counting.block("b", [Spec((2, 5, 4))], training=False)
    assert (first[0].macs, other[0].macs) == (2 * 3 * 16, 2 * 5 * 16)


@pytest.mark.parametrize(
    ("model", "tensors", "said"),
    [
        ("c", [Spec((2, 3, 4))], "its definition is not there"),
        ("b", [], "called with other tensors"),
    ],
)
def test_a_block_that_cannot_be_called_is_said(model: str, tensors: list[Spec], said: str) -> None:
    with pytest.raises(UnknownCostError, match=said):
        walk().block(model, tensors, training=False)


def test_an_argument_that_is_no_layer_is_said() -> None:
    inner = walk().inner
    assert isinstance(inner, InnerLayers)
    for config in (None, {"operation": "gone"}, {"class_name": "my.Own", "config": {}}):
        with pytest.raises(UnknownCostError):
            inner.layer(config, [Spec((2, 4))], training=False)
    path, config = inner.look_up({"class_name": "keras.layers.LSTMCell", "config": {"units": 3}})
    assert (path, dict(config)) == ("keras.layers.LSTMCell", {"units": 3})


def test_a_frozen_layer_runs_as_in_use() -> None:
    frozen = Layer("keras.layers.Dropout", "", {"rate": 0.5}, trainable=True)
    drawn = design({"x": (inp(4),), "d": (frozen, "x", {"training": False})})
    counting = Walk(drawn, analyse(drawn), "float32", training=True)
    cost, _ = counting.graph("main", {"x": Spec((2, 4))}, training=True)
    assert cost.flops == 0
