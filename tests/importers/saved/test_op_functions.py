"""From the class of an operation to the function that people call."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.design.graph import Node, TensorRef, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.op_functions import arranged_op, is_function, read_call

pytestmark = pytest.mark.keras

A, B = TensorRef("a"), TensorRef("b")
SPECS = {A: TensorSpec((None, 3, 4), "float32"), B: TensorSpec((None, 3, 4), "float32")}


def recorded(tensor: Any) -> dict[str, Any]:
    """The operation that made a tensor, as Keras saves it."""
    operation = tensor._keras_history[0]
    config = {key: item for key, item in operation.get_config().items() if key != "name"}
    return {
        "module": type(operation).__module__,
        "class_name": type(operation).__name__,
        "config": config,
    }


@pytest.mark.parametrize(
    ("make", "args", "path", "kwargs"),
    [
        (lambda a, b: keras.ops.mean(a), (A,), "mean", {}),
        (lambda a, b: keras.ops.mean(a, axis=-1), (A,), "mean", {"axis": -1}),
        (lambda a, b: a + b, (A, B), "add", {}),
        (lambda a, b: keras.ops.relu(a), (A,), "relu", {}),
        (lambda a, b: keras.ops.transpose(a, (0, 2, 1)), (A,), "transpose", {"axes": (0, 2, 1)}),
        (lambda a, b: keras.ops.softmax(a), (A,), "softmax", {}),
    ],
)
def test_the_function_is_found_with_no_more_than_it_needs(
    make: Any, args: tuple[Any, ...], path: str, kwargs: dict[str, Any]
) -> None:
    a, b = (keras.KerasTensor((None, 3, 4)) for _ in range(2))
    found = read_call(recorded(make(a, b)), list(args), {}, SPECS)
    assert found == (f"keras.ops.{path}", args, kwargs)


def test_an_operation_that_no_function_makes_is_refused() -> None:
    value = {"module": "keras.src.ops.numpy", "class_name": "Mystery", "config": {}}
    with pytest.raises(Unrepresentable, match=r"no function of keras\.ops makes .* `Mystery`"):
        read_call(value, [A], {}, SPECS)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"module": "keras.src.ops.numpy", "class_name": "Mean", "config": {}}, True),
        ({"module": "keras.layers", "class_name": "Dense", "config": {}}, False),
        ({"module": None, "class_name": "Mean", "config": {"axis": 1}}, True),
        ({"module": None, "class_name": "Mean", "config": {"trainable": True}}, False),
        ({"module": None, "class_name": "Dense", "config": {}}, False),
        ({"module": None, "class_name": "Mean", "config": None}, False),
    ],
)
def test_operations_are_told_from_layers(value: dict[str, Any], is_one: bool) -> None:
    assert is_function(value) is is_one


def test_arguments_stand_where_the_catalogue_has_them() -> None:
    assert arranged_op("keras.ops.add", {"x2": B, "x1": A}) == Node("op", (A, B), {})
    assert arranged_op("keras.ops.einsum", {"subscripts": "abc->acb", "operands": [A]}) == Node(
        "op", ("abc->acb", A), {}
    )
    assert arranged_op("keras.ops.mean", {"x": A, "keepdims": False, "axis": 1}) == Node(
        "op", (A,), {"axis": 1}
    )


@pytest.mark.parametrize(
    ("path", "arguments", "reason"),
    [
        ("keras.ops.add", {"x2": B}, "an argument is missing"),
        ("keras.ops.relu", {"x": A, "slope": 1}, "an argument that the function has not"),
        ("keras.ops.nothing", {}, "no public function"),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    path: str, arguments: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Unrepresentable, match=reason):
        arranged_op(path, arguments)
