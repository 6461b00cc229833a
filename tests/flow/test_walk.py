"""The walk is the model: every tensor of it is one of Keras' own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import BuildError
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Design
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.collect import collect
from model_codegen.emitters.program import Program
from model_codegen.execution.build import build
from model_codegen.flow import input_values, walk
from model_codegen.flow.walk import Call, Walk
from model_codegen.keras_bridge.functional_graphs import calls_of
from model_codegen.keras_bridge.random_numbers import repeat_random_numbers
from model_codegen.keras_bridge.stateless_run import stateless_run
from model_codegen.verify.built_layers import layers
from tests import repeats, strategies
from tests.emitters import block_drafts, drafts

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:.*does not support masking"),
    # What random graphs do and people should not; Keras tells.
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis"),
]

MADE: list[Callable[[], Design]] = [
    block_drafts.shared_block,
    block_drafts.nested_blocks,
    block_drafts.masked_block,
    block_drafts.mixed_block,
    block_drafts.shared_across,
    block_drafts.shared_frozen,
    drafts.recurrent_states,
    drafts.operators,
    drafts.arithmetic,
    drafts.mixed_inputs,
    drafts.name_of_an_op,
    repeats.drawing,
]
READY = ["cifar_cnn", "siamese_comparator", "batch_norm_stack", "mixed_precision_mlp"]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.designs(sharing=True))
def test_every_output_of_any_design_is_that_of_the_model(drawn: Design) -> None:
    _check_outputs(drawn, training=True)


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("make", [*MADE, *READY], ids=lambda one: getattr(one, "__name__", one))
def test_every_output_is_that_of_the_model(
    make: Callable[[], Design] | str, training: bool
) -> None:
    design = gallery.load(make) if isinstance(make, str) else make()
    _check_outputs(design, training=training)


def _check_outputs(design: Design, *, training: bool) -> None:
    import keras

    program, model, values = _built(design)
    repeat_random_numbers(model)
    calls, outputs = _walked(program, model, values, training)
    expected = model(map_leaves(program.main.graph.inputs, values.__getitem__), training=training)
    for mine, theirs in zip(outputs, keras.tree.flatten(expected), strict=True):
        assert mine.dtype == theirs.dtype
        np.testing.assert_array_equal(np.asarray(mine), np.asarray(theirs))
    assert all(call.outputs for call in calls)


@pytest.mark.parametrize("name", ["siamese_comparator", "cifar_cnn"])
def test_every_tensor_between_is_that_of_a_model_with_all_outputs(name: str) -> None:
    import keras

    program, model, values = _built(gallery.load(name))
    found, _ = _walked(program, model, values, training=False)
    calls: dict[str, list[Call]] = {}
    for call in found:
        calls.setdefault(call.name, []).append(call)
    between = {
        (layer.name, place): node.outputs
        for layer in model.layers
        for place, node in enumerate(calls_of(layer, model))
    }
    every = keras.Model(model.inputs, [tensor for all_of in between.values() for tensor in all_of])
    values = iter(every([values[node_id] for node_id in program.main.inputs]))
    assert len(between) == len(found)
    for (layer_name, place), tensors in between.items():
        for mine, _ in zip(calls[layer_name][place].outputs, tensors, strict=True):
            np.testing.assert_array_equal(np.asarray(mine), np.asarray(next(values)))


def test_calls_stand_in_the_order_of_the_source_a_block_before_what_is_in_it() -> None:
    program, model, values = _built(block_drafts.nested_blocks())
    calls, _ = _walked(program, model, values, training=False)
    order = [(*call.path, call.name) for call in calls]
    assert order.index(("mix",)) < order.index(("mix", "dense")) < order.index(("mix", "split"))
    assert order.index(("mix", "split")) < order.index(("mix", "split", "product"))


def test_a_call_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    program, model, values = _built(gallery.load("mlp"))
    broken = {key: value[:, :3] for key, value in values.items()}
    with pytest.raises(BuildError, match="`dense` cannot be called: "):
        _walked(program, model, broken, training=False)
    monkeypatch.setattr(walk, "MOST_CALLS", 2)
    with pytest.raises(BuildError, match="more than 2 calls"):
        _walked(program, model, values, training=False)


def _built(design: Design) -> tuple[Program, Any, dict[str, np.ndarray]]:
    import keras

    program = collect(design, analyse(design))
    keras.utils.set_random_seed(1)
    model = build(design)
    assert expanded(design).main.inputs == program.main.graph.inputs
    return program, model, input_values.values(program, {}, 2)


def _walked(
    program: Program, model: Any, values: dict[str, Any], training: bool
) -> tuple[list[Call], list[Any]]:
    with stateless_run() as run:
        found = Walk(program, dict(layers(program, program.main, model)), training, run)
        outputs = found.run(values)
    return found.calls, outputs
