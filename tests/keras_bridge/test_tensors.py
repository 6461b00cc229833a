"""What is attached to symbolic tensors."""

from __future__ import annotations

import keras
import pytest

from model_codegen.keras_bridge.tensors import attach_mask, maker_of, mask_of

pytestmark = pytest.mark.keras


def test_a_mask_travels_with_its_tensor() -> None:
    tokens = keras.Input((7,), dtype="int32")
    assert mask_of(tokens) is None
    assert mask_of(keras.layers.Embedding(9, 4)(tokens)) is None
    mask = mask_of(keras.layers.Embedding(9, 4, mask_zero=True)(tokens))
    assert (mask.shape, mask.dtype) == ((None, 7), "bool")


def test_an_attached_mask_is_what_a_layer_is_given() -> None:
    sequence = keras.KerasTensor((None, 7, 4))
    mask = keras.KerasTensor((None, 7), "bool")
    attach_mask(sequence, mask)
    assert mask_of(sequence) is mask
    assert mask_of(keras.layers.Dropout(0.5)(sequence)) is mask


def test_the_maker_of_a_tensor_is_told_with_what_it_took() -> None:
    left, right = keras.Input((3,)), keras.Input((3,))
    add = keras.layers.Add()
    operation, taken = maker_of(add([left, right]))
    assert operation is add
    assert taken[0] is left
    assert taken[1] is right
