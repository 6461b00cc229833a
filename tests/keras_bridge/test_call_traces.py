"""What Keras records of a call: conversions, masks, functions that are several operations."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis import NodeAnalysis, analyse
from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge.call_traces import GIVEN, CallTrace, Origin, Step, trace_call
from tests.drafting import design, inp, layer, op

pytestmark = pytest.mark.keras


def node(name: str, calls: Any, **more: Any) -> NodeAnalysis:
    analysis = analyse(design(calls, **more))
    assert analysis.errors == ()
    return analysis.nodes[name]


def trace(name: str, calls: Any, **more: Any) -> CallTrace:
    found = node(name, calls, **more).trace
    assert found is not None
    return found


def test_a_call_and_nothing_else_has_no_trace() -> None:
    calls = {"x": (inp(4),), "d": (layer("Dense", units=3), "x"), "a": (layer("Add"), ["x", "x"])}
    assert node("d", calls).trace is None
    assert node("a", calls).trace is None


def test_a_conversion_takes_a_name_and_stands_nowhere() -> None:
    calls = {"x": (inp(4),), "a": (layer("Add"), ["x", "x"])}
    found = trace("a", calls, dtype_policy="mixed_float16")
    assert found.steps == (
        Step((Origin(GIVEN, 0), Origin(GIVEN, 1)), (TensorSpec((None, 4), "float16"),)),
    )
    assert (found.taken, found.making) == ((("cast", 2),), ())


def test_a_mask_comes_from_an_operation_and_goes_with_the_tensor() -> None:
    embedding = layer("Embedding", input_dim=9, output_dim=2, mask_zero=True)
    calls = {"x": (inp(5),), "e": (embedding, "x"), "d": (layer("Dropout", rate=0.5), "e")}
    calls |= {"l": (layer("LSTM", units=3), "d")}
    made = trace("e", calls)
    assert [step.made for step in made.steps] == ["", "NotEqual"]
    assert made.masks == (Origin(1),)
    handed_on = trace("d", calls)
    assert handed_on.masks == (Origin(GIVEN, 0, mask=True),)
    assert (handed_on.taken, handed_on.making) == ((), (("seed_generator", 1),))
    used = trace("l", calls)
    assert used.steps[0].sources == (Origin(GIVEN, 0), Origin(GIVEN, 0, mask=True))
    assert used.masks == (None,)


def test_a_function_is_the_operation_that_it_makes() -> None:
    found = trace("t", {"x": (inp(4),), "t": (op("tanh"), "x")})
    assert [step.made for step in found.steps] == ["Tanh"]
    assert found.taken == (("tanh", 1),)


def test_a_later_call_tells_nothing_of_the_making() -> None:
    dense = layer("Dense", units=3)
    calls = {"x": (inp(4),), "y": (inp(2, 4),), "d": (dense, "x"), "again": ("d", "y")}
    found = trace("again", calls, inputs=["x", "y"])
    assert found.making is None
    assert found.steps == (Step((Origin(GIVEN),), (TensorSpec((None, 2, 3), "float32"),)),)


def test_a_tensor_without_a_past_is_lost() -> None:
    import keras

    found = trace_call(None, [], [keras.KerasTensor((3,))], {}, {}, {})
    assert found is not None
    assert found.outputs[0].step not in (GIVEN, 0)
