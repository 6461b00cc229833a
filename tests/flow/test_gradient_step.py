"""One gradient step, held against Keras' and TensorFlow's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model_codegen import gallery
from model_codegen.design.training import Head, Training
from model_codegen.flow.flow_result import Flow, Moved
from model_codegen.flow.flow_settings import FlowSettings, InputChoice
from model_codegen.flow.live_flow import LiveFlow
from model_codegen.flow.tensor_view import TensorView
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

RATE = 0.25


def _moved(flow: Flow, name: str, path: str) -> Moved:
    layer = next(one for one in flow.layers.values() if one.name == name)
    moved = next(one for one in layer.weights if one.path == path).moved
    assert moved is not None
    return moved


def _numbers(found: TensorView) -> Any:
    return np.array(found.values)


def _shared() -> Any:
    calls = {
        "a": (inp(3),),
        "b": (inp(3),),
        "left": (layer("Dense", units=2, kernel_regularizer=_L2), "a"),
        "right": ("left", "b"),
        "sum": (layer("Add"), ["left", "right"]),
    }
    return design(calls, inputs=["a", "b"])


_L2 = {"class_name": "keras.regularizers.L2", "config": {"l2": 0.5}}


def test_the_gradient_of_a_shared_kernel_is_the_sum_of_what_its_calls_contribute() -> None:
    import keras
    import tensorflow as tf

    live = LiveFlow(_shared())
    chosen = {"a": InputChoice("ramp"), "b": InputChoice("constant", value=-1.0)}
    flow = live.run(FlowSettings(inputs=chosen, rate=RATE))
    moved = _moved(flow, "left", "kernel")
    assert [part.node for part in moved.parts] == ["left", "right", ""]

    kernel, bias = live.model.trainable_weights
    target = np.random.default_rng(7).uniform(0, 1, (1, 2)).astype(np.float32)
    a, b = np.linspace(0, 1, 3)[None].astype(np.float32), np.full((1, 3), -1, np.float32)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(live.model([a, b]) - target)) + keras.ops.sum(
            live.model.losses
        )
    whole, of_bias = tape.gradient(loss, [kernel.value, bias.value])
    assert flow.step is not None
    assert flow.step.loss == pytest.approx(float(loss), rel=1e-6)
    np.testing.assert_allclose(_numbers(moved.change), -RATE * whole.numpy().reshape(-1), rtol=1e-5)
    np.testing.assert_allclose(
        _numbers(_moved(flow, "left", "bias").change), -RATE * of_bias.numpy(), rtol=1e-5
    )
    parts = np.sum([_numbers(part.picture) for part in moved.parts], axis=0)
    np.testing.assert_allclose(parts, whole.numpy().reshape(-1), rtol=1e-5, atol=1e-7)
    # What the two calls contribute: inputs times the same slope.
    slope = 2 * (live.model([a, b]).numpy() - target) / 2
    np.testing.assert_allclose(
        _numbers(moved.parts[0].picture), (a.T @ slope).reshape(-1), rtol=1e-4, atol=1e-7
    )
    np.testing.assert_allclose(
        _numbers(moved.parts[2].picture), kernel.numpy().reshape(-1), rtol=1e-4, atol=1e-6
    )


def test_the_loss_after_the_step_is_that_of_the_moved_model() -> None:
    live = LiveFlow(gallery.load("siamese_comparator"))
    flow = live.run(FlowSettings(rate=0.01))
    assert flow.step is not None
    assert 0 < flow.step.after < flow.step.loss
    moved = _moved(flow, "dense", "kernel")
    assert [part.node for part in moved.parts] == [
        node for _, node in next(o for o in flow.layers.values() if o.name == "dense").calls
    ]
    assert moved.norm > 0
    assert flow.step.what == "mean squared error"


def test_what_is_frozen_does_not_move() -> None:
    calls = {
        "x": (inp(3),),
        "held": (layer("Dense", units=2, trainable=False), "x"),
        "y": (layer("Dense", units=1), "held"),
    }
    flow = LiveFlow(design(calls)).run(FlowSettings(rate=RATE))
    held = next(one for one in flow.layers.values() if one.name == "held")
    assert all(weight.moved is None and not weight.trainable for weight in held.weights)
    assert _moved(flow, "y", "kernel").norm > 0


def test_rows_of_an_embedding_that_are_not_looked_up_stay() -> None:
    calls = {
        "x": (inp(2, dtype="int32"),),
        "y": (layer("Embedding", input_dim=5, output_dim=3), "x"),
    }
    chosen = {"x": InputChoice("drawn", values=(1.0, 3.0), width=2)}
    flow = LiveFlow(design(calls)).run(FlowSettings(inputs=chosen, rate=RATE))
    change = _numbers(_moved(flow, "y", "embeddings").change).reshape(5, 3)
    assert [*np.any(change != 0, axis=1)] == [False, True, False, True, False]


def test_the_heads_of_the_training_say_what_is_learnt() -> None:
    calls = {
        "x": (inp(3),),
        "y": (layer("Dense", units=4, activation="softmax"), "x"),
    }
    loss = {"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}}
    drawn = replace(design(calls), training=Training(heads={"y": Head(loss)}))
    flow = LiveFlow(drawn).run(FlowSettings(rate=RATE))
    assert flow.step is not None
    assert flow.step.what == "SparseCategoricalCrossentropy"
    assert flow.step.after < flow.step.loss


def test_what_every_call_of_a_shared_layer_adds_to_the_loss_counts() -> None:
    import keras

    calls = {
        "a": (inp(3),),
        "b": (inp(3),),
        "left": (layer("Dense", units=2, activity_regularizer=_L2), "a"),
        "right": ("left", "b"),
        "sum": (layer("Add"), ["left", "right"]),
    }
    live = LiveFlow(design(calls, inputs=["a", "b"]))
    chosen = {"a": InputChoice("ramp"), "b": InputChoice("constant", value=-1.0)}
    flow = live.run(FlowSettings(inputs=chosen, rate=RATE))
    a, b = np.linspace(0, 1, 3)[None].astype(np.float32), np.full((1, 3), -1, np.float32)
    target = np.random.default_rng(7).uniform(0, 1, (1, 2)).astype(np.float32)
    error = float(np.mean(np.square(live.model([a, b]).numpy() - target)))
    assert len(live.model.losses) == 2
    assert flow.step is not None
    assert flow.step.loss == pytest.approx(
        error + float(keras.ops.sum(live.model.losses)), rel=1e-6
    )
