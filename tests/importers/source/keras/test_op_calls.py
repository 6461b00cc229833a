"""Functions of `keras.ops` on tensors and constants."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.keras.op_calls import is_something, merge_class, shapes
from model_codegen.importers.source.values import Array, OpMade, Tensor
from tests.importers.source.interpreter.held_to_python import follow, reason_of, value_of

pytestmark = pytest.mark.keras

TENSOR = "keras.Input((6, 4))"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("keras.layers.Dense", True), ("keras.ops.add", True), ("keras.layers.concatenate", True),
        ("keras.activations.relu", True), ("keras.layers.dense", False), ("numpy.zeros", False),
    ],
)  # fmt: skip
def test_what_a_star_imports(path: str, answer: bool) -> None:
    assert is_something(path) is answer


def test_old_functions_are_layers_that_merge() -> None:
    entry = merge_class("keras.layers.concatenate")
    assert entry is not None
    assert entry.path == "keras.layers.Concatenate"
    assert merge_class("keras.layers.dense") is None
    assert merge_class("keras.ops.concatenate") is None


@pytest.mark.parametrize(
    "text",
    [
        "x + 1", "-x", "x @ ops.ones((4, 5))", "x > 0", "x[:, 0]", "ops.reshape(x, (-1, 24))",
        "ops.split(x, 3, axis=1)", "ops.split(x, [1, 2], axis=1)", "ops.top_k(x, 2)",
        "ops.moments(x, axes=1)", "ops.unstack(x, axis=1)", "ops.svd(x)", "ops.max(x, axis=-1)",
        "ops.ones((2, 3)) * 2",
        "ops.split(ops.ones((4,)), 2)", "ops.expand_dims(x, 1)",
    ],
)  # fmt: skip
def test_the_shapes_are_those_of_keras(text: str) -> None:
    import keras

    reading = follow(f"x = {TENSOR}\nfound = {text}")
    live = eval(text, {"ops": keras.ops, "x": keras.Input((6, 4))})
    expected = keras.tree.map_structure(lambda leaf: tuple(leaf.shape), live)
    assert shapes(reading, reading.program.module.values["found"]) == expected


def test_a_shape_that_names_the_batch_leaves_only_that_open() -> None:
    reading = follow(f"x = {TENSOR}\nfound = ops.reshape(x, (ops.shape(x)[0], -1, 2, 4))")
    assert shapes(reading, reading.program.module.values["found"]) == (None, 3, 2, 4)


def test_numbers_are_worked_out() -> None:
    assert value_of("ops.sqrt(16)") == 4
    assert isinstance(value_of("ops.ones((2,)) / 3"), Array)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ops.reshape(keras.Input((3,)))", "`keras.ops.reshape` is called with other arguments"),
        ("keras.Input((3,)) << 1", "this operator is none of a tensor's"),
        ("ops.relu(nowhere)", "`nowhere` is not defined in this text"),
        ("ops.relu('a')", "`relu` is given no tensor of a model"),
    ],
)
def test_what_cannot_be_called_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text).startswith(reason)


def test_a_call_is_recorded_with_its_arguments_by_name() -> None:
    reading = follow(f"x = {TENSOR}\nfound = x + 1")
    found = reading.program.module.values["found"]
    assert isinstance(found, Tensor)
    assert isinstance(found.call.operation, OpMade)
    assert found.call.operation.path == "keras.ops.add"
    assert found.call.kwargs == {"x1": reading.program.module.values["x"], "x2": 1}
