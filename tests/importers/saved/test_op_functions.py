"""Recorded operations as calls of the functions of `keras.ops` that make them."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.design.graph import TensorRef, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.op_functions import arranged_op, is_function, read_call
from model_codegen.keras_bridge.tensors import maker_of

pytestmark = pytest.mark.keras

X, Y = TensorRef("x"), TensorRef("y")
SPECS = {X: TensorSpec((None, 4), "float32"), Y: TensorSpec((None, 4), "float32")}


def recorded(tensor: Any) -> dict[str, Any]:
    """The operation that made a tensor, as a file has it."""
    value: dict[str, Any] = keras.saving.serialize_keras_object(maker_of(tensor)[0])
    return value


def x() -> Any:
    return keras.KerasTensor((None, 4))


@pytest.mark.parametrize(
    ("made", "args", "wanted"),
    [
        (lambda: keras.ops.add(x(), x()), [X, Y], ("keras.ops.add", (X, Y), {})),
        (lambda: keras.ops.mean(x(), 1), [X], ("keras.ops.mean", (X,), {"axis": 1})),
        (lambda: keras.ops.relu(x()), [X], ("keras.ops.relu", (X,), {})),
        (
            lambda: keras.ops.concatenate([x(), x()], axis=1),
            [[X, Y]],
            ("keras.ops.concatenate", ([X, Y],), {"axis": 1}),
        ),
    ],
)
def test_the_function_is_found_and_only_what_says_something_is_written(
    made: Any, args: list[Any], wanted: Any
) -> None:
    assert read_call(recorded(made()), args, {}, SPECS) == wanted


def test_an_operation_that_no_function_makes_is_refused() -> None:
    value = {"module": "keras.src.ops.numpy", "class_name": "Nothing", "config": {}}
    with pytest.raises(Unrepresentable, match=r"no function of keras\.ops makes"):
        read_call(value, [X], {}, SPECS)


def test_operations_and_layers_are_told_apart_with_and_without_a_module() -> None:
    add = recorded(keras.ops.add(x(), x()))
    assert is_function(add)
    assert is_function({**add, "module": None})
    dense = keras.saving.serialize_keras_object(keras.layers.Dense(3))
    assert not is_function(dense)
    assert not is_function({**dense, "module": None})


def test_arguments_stand_where_the_function_has_them() -> None:
    call = arranged_op("keras.ops.einsum", {"subscripts": "ij,ij->i", "operands": [X, Y]})
    assert (call.args, dict(call.kwargs)) == (("ij,ij->i", X, Y), {})
    with pytest.raises(Unrepresentable, match="an argument that the function has not"):
        arranged_op("keras.ops.relu", {"x": X, "hue": 3})
