"""Masks that Keras passes on by itself are not drawn; masks that someone computed are."""

from __future__ import annotations

import keras
import pytest
from keras import layers

from model_codegen.design.graph import Design, Op, TensorRef
from model_codegen.importers import from_model

pytestmark = pytest.mark.keras


def ops(design: Design) -> set[str]:
    found = design.main.operations.values()
    return {operation.function for operation in found if isinstance(operation, Op)}


def test_a_mask_that_travels_by_itself_leaves_no_trace() -> None:
    ids = keras.Input((5,), name="ids")
    x = layers.Embedding(9, 4, mask_zero=True, name="words")(ids)
    design = from_model(keras.Model(ids, layers.LSTM(3, name="reader")(x))).design
    assert ops(design) == set()
    assert design.main.nodes["reader"].args == (TensorRef("words"),)
    assert design.main.nodes["reader"].kwargs == {}


def test_a_mask_that_someone_computed_is_drawn() -> None:
    ids = keras.Input((5,), name="ids")
    x = layers.Embedding(9, 4, name="words")(ids)
    known = keras.ops.not_equal(ids, 3)
    design = from_model(keras.Model(ids, layers.LSTM(3, name="reader")(x, mask=known))).design
    assert ops(design) == {"keras.ops.not_equal"}
    mask = design.main.nodes["reader"].kwargs["mask"]
    assert isinstance(mask, TensorRef)
    operation = design.main.operations[design.main.nodes[mask.node].operation]
    assert operation == Op("keras.ops.not_equal")


def test_what_computes_a_mask_and_something_else_stays() -> None:
    ids = keras.Input((5,), name="ids")
    x = layers.Embedding(9, 4, name="words")(ids)
    known = keras.ops.not_equal(ids, 0)
    read = layers.LSTM(3, name="reader")(x, mask=known)
    design = from_model(keras.Model(ids, [read, keras.ops.cast(known, "float32")])).design
    assert "keras.ops.not_equal" in ops(design)
    assert "mask" in design.main.nodes["reader"].kwargs
