"""A recorded call as people write it: by position what they do, and no defaults."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.graph import Argument, Layer, Node, Recorded, SubModel, TensorRef
from model_codegen.importers.saved.call_arguments import arranged

pytestmark = pytest.mark.keras

A, B, C = TensorRef("a"), TensorRef("b"), TensorRef("c")


def call(
    operation: Layer | SubModel | str, *args: Argument, **kwargs: Argument
) -> tuple[tuple[Argument, ...], dict[str, Any]]:
    if isinstance(operation, str):
        operation = Layer(f"keras.layers.{operation}", "layer")
    node = arranged(operation, "key", list(args), kwargs)
    assert isinstance(node, Node)
    assert node.operation == "key"
    return node.args, dict(node.kwargs)


def test_required_tensors_stand_first_however_they_were_given() -> None:
    assert call("Dense", A) == ((A,), {})
    assert call("Dense", inputs=A) == ((A,), {})
    assert call("MultiHeadAttention", A, B) == ((A, B), {})
    assert call("MultiHeadAttention", value=B, query=A) == ((A, B), {})


def test_optional_tensors_go_by_name_in_the_order_of_the_signature() -> None:
    args, kwargs = call("MultiHeadAttention", A, B, C, attention_mask=C)
    assert args == (A, B)
    assert [*kwargs.items()] == [("key", C), ("attention_mask", C)]


@pytest.mark.parametrize("mask", [None, [None, None]])
def test_what_is_said_anyway_is_left_out(mask: Any) -> None:
    assert call("BatchNormalization", A, training=None) == ((A,), {})
    assert call("BatchNormalization", A, training=False) == ((A,), {"training": False})
    # Keras records the default of the signature where nobody said it.
    assert call("Dropout", A, training=False) == ((A,), {})
    assert call("Dropout", A, training=True) == ((A,), {"training": True})
    assert call("Add", [A, B], mask=mask) == (([A, B],), {})
    assert call("MultiHeadAttention", A, B, return_attention_scores=False) == ((A, B), {})
    assert call("MultiHeadAttention", A, B, return_attention_scores=True)[1] == {
        "return_attention_scores": True
    }


def test_a_default_of_another_type_says_something() -> None:
    assert call("MultiHeadAttention", A, B, return_attention_scores=0)[1] == {
        "return_attention_scores": 0
    }


def test_where_a_tensor_is_missing_all_go_by_name() -> None:
    assert call("MultiHeadAttention", value=B) == ((), {"value": B})


@pytest.mark.parametrize(
    "operation",
    [
        SubModel("model", "block"),
        Layer("mine.Layer", "own", recorded=Recorded(())),
        Layer("keras.applications.ResNet50", "base"),
        Layer("keras.Input", "x"),
        Layer("keras.layers.Antirectifier", "misspelt"),
    ],
)
def test_where_there_is_no_signature_it_stays_as_recorded(operation: Any) -> None:
    assert call(operation, A, mask=None, training=True) == ((A,), {"training": True})
