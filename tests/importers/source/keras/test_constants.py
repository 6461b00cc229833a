"""Constant tensors, of which shape and dtype are known: held to Keras where it makes them."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras.constants import constant, random_array
from model_codegen.importers.source.values import Array, Dim, Unknown, Value
from tests.importers.source.interpreter.held_to_python import reason_of, value_of

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    "text",
    [
        "ops.zeros((2, 3))", "ops.ones([4], dtype='int32')", "ops.arange(5)", "ops.arange(2, 9)",
        "ops.arange(0, 9, 2)", "ops.arange(3, dtype='float32')", "ops.arange(9, 0, -2)",
        "keras.random.normal((2, 3))", "ops.zeros((2, 3)) + 1.0", "ops.ones((2, 3))[0]",
    ],
)  # fmt: skip
def test_shape_and_dtype_are_those_of_keras(text: str) -> None:
    import keras

    found, made = value_of(text), eval(text, {"keras": keras, "ops": keras.ops})
    assert isinstance(found, Array)
    assert found.spec.shape == tuple(made.shape)
    assert found.spec.dtype == keras.backend.standardize_dtype(made.dtype)


def test_one_number_is_a_shape() -> None:
    assert constant(3, "float32").spec.shape == (3,)


@pytest.mark.parametrize("shape", [Unknown("it is read"), (-1,), (2, None), "a"])
def test_a_constant_has_a_known_shape(shape: Value) -> None:
    with pytest.raises(NotFollowed, match="the shape of a constant is not known"):
        constant(shape, "float32")


def test_random_numbers_may_be_as_many_as_a_batch_has() -> None:
    assert random_array([(Dim(0), 3)], {}).spec.shape == (None, 3)


@pytest.mark.parametrize("text", ["ops.arange(nowhere)", "ops.arange('a')", "ops.arange(1.5)"])
def test_how_many_numbers_there_are_may_not_be_known(text: str) -> None:
    assert reason_of(text)
