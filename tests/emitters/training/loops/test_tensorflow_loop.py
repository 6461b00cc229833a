"""The loop for TensorFlow comes to the numbers of `fit`, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.design.training import Head, Stage
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, History, held, train, trained

pytestmark = [pytest.mark.keras, pytest.mark.long(15)]

ACCURATE = replace(CLASSES, metrics=(held("metrics.SparseCategoricalAccuracy", name="accuracy"),))
NUMBER = Head(held("losses.Huber", delta=0.5), 0.3, (held("metrics.RootMeanSquaredError"),))


def design(policy: str = "float32", *, outputs: Any = None, **training: Any) -> Design:
    """A net with all that makes numbers differ: dropout, averages of batches, regularizers."""
    dense = "keras.layers.Dense"
    regularizer = held("regularizers.L2", l2=0.01)
    operations = {
        "x": Layer("keras.Input", "x", {"shape": [4]}),
        "hidden": Layer(dense, "hidden", {"units": 8, "kernel_regularizer": regularizer}),
        "dropout": Layer("keras.layers.Dropout", "dropout", {"rate": 0.3}),
        "norm": Layer("keras.layers.BatchNormalization", "norm", {}),
        "a": Layer(dense, "a", {"units": 3, "activation": "softmax"}, dtype="float32"),
        "b": Layer(dense, "b", {"units": 1, "bias_regularizer": regularizer}, dtype="float32"),
    }
    order = ("x", "hidden", "dropout", "norm")
    nodes = {"x": Node("x")}
    nodes |= {now: Node(now, (TensorRef(before),)) for before, now in pairwise(order)}
    nodes |= {key: Node(key, (TensorRef("norm"),)) for key in "ab"}
    if outputs is None:
        del nodes["b"], operations["b"]
    graph = ModelGraph("net", operations, nodes, "x", outputs or TensorRef("a"))
    settings = {
        "epochs": 2,
        "batch_size": 48,
        "optimizer": held("optimizers.Adam", learning_rate=0.01),
    }
    return trained(Design("net", graph, dtype_policy=policy), **{**settings, **training})


def both(drawn: Design, style: str = "functional", **changed: Any) -> tuple[History, History]:
    """What `fit` comes to, and the loop; their weights are compared."""
    assert drawn.training is not None
    found = []
    for loop in ("fit", "custom"):
        written = replace(drawn, training=replace(drawn.training, loop=loop))
        text = emit(written, style, with_training=True).text
        assert ("run_epochs" in text) == (loop == "custom")
        found.append(train(text, **changed))
    (fitted, expected), (looped, history) = found
    for weight, other in zip(fitted.get_weights(), looped.get_weights(), strict=True):
        np.testing.assert_array_equal(weight, other)
    return expected, history


def test_two_heads_in_a_list_with_weights_and_clipping() -> None:
    optimizer = held("optimizers.Adam", global_clipnorm=0.5)
    heads = {"a": ACCURATE, "b": NUMBER}
    outputs = [TensorRef("a"), TensorRef("b")]
    drawn = design(outputs=outputs, heads=heads, optimizer=optimizer)
    expected, history = both(drawn)
    assert history == expected
    assert {"loss", "a_loss", "b_loss", "val_a_accuracy"} < set(history)


@pytest.mark.filterwarnings("ignore:Gradients do not exist")
def test_outputs_by_key_where_one_learns_nothing_in_full_batches_as_a_class() -> None:
    outputs = {"y": TensorRef("b"), "x": TensorRef("a")}
    drawn = design(outputs=outputs, heads={"y": NUMBER}, batch_size=32, shuffle=False, epochs=1)
    expected, history = both(drawn, "subclass")
    assert history == expected
    assert "y_root_mean_squared_error" in history


def test_stages_in_half_precision_scale_the_loss_and_go_on_counting() -> None:
    stages = (Stage("head", 1, {"hidden": False}), Stage("all", 1, {"hidden": True}, 0.001))
    drawn = design("mixed_float16", heads={"a": ACCURATE}, stages=stages, validation_split=0.0)
    expected, history = both(drawn)
    assert history == expected
    assert set(history) == {"accuracy", "loss"}
    assert len(history["loss"]) == 2
