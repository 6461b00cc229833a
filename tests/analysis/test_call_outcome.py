"""What an operation owns, in figures."""

from __future__ import annotations

import pytest

from model_codegen.analysis.analysis_result import NodeAnalysis, Weight
from model_codegen.analysis.call_outcome import MOST_WEIGHTS, Failure, Problem, State, Success
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import TensorSpec

KERNEL = Weight("kernel", (3, 4), "float32", True)
BIAS = Weight("bias", (4,), "float32", False)


def state(*weights: Weight) -> State:
    return State.of_weights(weights, "float16", "float32")


def test_a_layer_owns_the_scalars_of_its_weights() -> None:
    assert state(KERNEL, BIAS) == State((KERNEL, BIAS), 16, 12, 64, "float16", "float32")


def test_a_weight_without_dimensions_is_one_scalar() -> None:
    assert state(Weight("count", (), "int64", False)).bytes == 8


@pytest.mark.parametrize(
    ("dtype", "size"),
    [("float64", 40), ("bfloat16", 10), ("int8", 5), ("uint32", 20), ("bool", 5), ("int4", 2)],
)
def test_memory_follows_the_dtype(dtype: str, size: int) -> None:
    assert state(Weight("w", (5,), dtype, True)).bytes == size


def test_a_model_owns_what_its_parts_own_under_their_names() -> None:
    whole = State.of_parts([("first", state(KERNEL, BIAS)), ("second", state(BIAS))])
    assert whole.weights is not None
    assert [weight.path for weight in whole.weights] == [
        "first/kernel",
        "first/bias",
        "second/bias",
    ]
    assert (whole.params, whole.trainable_params, whole.bytes) == (20, 12, 80)
    assert (whole.compute_dtype, whole.variable_dtype) == (None, None)


def test_too_many_weights_are_counted_and_not_listed() -> None:
    half = state(*[BIAS] * (MOST_WEIGHTS // 2))
    full = State.of_parts([("a", half), ("b", half)])
    assert full.weights is not None
    assert len(full.weights) == MOST_WEIGHTS
    beyond = State.of_parts([("a", full), ("b", state(BIAS))])
    assert beyond.weights is None
    assert beyond.params == 4 * (MOST_WEIGHTS + 1)
    assert State.of_parts([("c", beyond), ("d", state(BIAS))]).weights is None


def test_what_is_frozen_has_nothing_left_to_train() -> None:
    frozen = state(KERNEL, BIAS).frozen()
    assert frozen.weights is not None
    assert [weight.trainable for weight in frozen.weights] == [False, False]
    assert (frozen.params, frozen.trainable_params) == (16, 0)
    assert State(None, 5, 5).frozen() == State(None, 5, 0)


def test_outputs_are_shown_without_what_only_keras_needs() -> None:
    mask = Symbol((None, 2), "bool")
    success = Success((Symbol((None, 2, 3), "float32", mask=mask),), State())
    assert success.node == NodeAnalysis("known", (TensorSpec((None, 2, 3), "float32"),))


def test_a_failure_has_its_reasons() -> None:
    made = Failure.of("invalid-config", "has no units", "units")
    assert made == Failure((Problem("invalid-config", "has no units", "units"),))
