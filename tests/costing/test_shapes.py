"""Open dimensions that a class fills in by itself."""

from __future__ import annotations

from model_codegen.costing.call import Spec, item_bytes
from model_codegen.costing.shapes import broadcast, filled, known
from model_codegen.design.graph import TensorSpec


def test_what_is_known_is_taken_as_it_is() -> None:
    assert known([TensorSpec((2, 3), "float16")]) == (Spec((2, 3), "float16"),)
    assert known([TensorSpec((None, 3), "float16")]) is None


def test_a_layer_leaves_the_batch_and_a_function_may_not() -> None:
    outputs = [TensorSpec((None, 6), "float32")]
    inputs = [Spec((5, 2, 3))]
    assert filled("keras.layers.Flatten", outputs, inputs, layer=True) == (Spec((5, 6)),)
    assert filled("keras.ops.reshape", outputs, inputs, layer=False) is None


def test_some_layers_leave_their_other_dimensions_too() -> None:
    outputs = [TensorSpec((None, None, 8), "float32")]
    inputs = [Spec((5, 7, 4))]
    assert filled("keras.layers.Dense", outputs, inputs, layer=True) == (Spec((5, 7, 8)),)
    assert filled("keras.layers.Conv1D", outputs, inputs, layer=True) is None


def test_tensors_stretch_to_one_shape() -> None:
    assert broadcast([Spec((5, 1, 4)), Spec((7, 1))]) == (5, 7, 4)
    assert broadcast([Spec((2,)), Spec((3,))]) is None
    outputs = [TensorSpec((None, None), "float32")]
    inputs = [Spec((5, 1)), Spec((1, 7))]
    assert filled("keras.ops.add", outputs, inputs, layer=False) == (Spec((5, 7)),)


def test_bytes_of_an_element() -> None:
    names = ("float32", "bfloat16", "int8", "bool", "float8_e4m3fn", "complex64", "string")
    assert [item_bytes(name) for name in names] == [4, 2, 1, 1, 1, 8, 8]
