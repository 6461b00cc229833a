"""Records stand in Keras' own order, and own what the model would."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import TensorSpec
from model_codegen.keras_bridge.model_records import (
    CallRecord,
    LayerRecord,
    ModelRecord,
    OperationRecord,
    TensorRecord,
    WeightRecord,
    functional_class,
)

pytestmark = pytest.mark.keras

SPEC = TensorSpec((None, 4), "float32")


def source(name: str) -> TensorRecord:
    return CallRecord(LayerRecord(name, object), (), [SPEC]).outputs[0]


def dense(name: str, *, trainable: bool = True) -> LayerRecord:
    weights = [WeightRecord((4, 4), "float32", trainable), WeightRecord((4,), "float32", trainable)]
    return LayerRecord(name, object, trainable, weights)


def called(operation: OperationRecord, *sources: TensorRecord) -> TensorRecord:
    return CallRecord(operation, sources, [SPEC]).outputs[0]


def test_layers_stand_in_the_order_of_keras_and_functions_are_none() -> None:
    import keras

    x = source("x")
    first, second, both = dense("first"), dense("second"), OperationRecord("add", object)
    deep = called(first, called(first, x))
    model = ModelRecord("m", [x], [called(both, deep, called(second, x))])
    inputs = keras.Input((4,), name="x")
    one = keras.layers.Dense(4, name="first")
    real = keras.Model(inputs, one(one(inputs)) + keras.layers.Dense(4, name="second")(inputs))
    assert [layer.name for layer in model.layers] == [layer.name for layer in real.layers]
    assert len(model._operations) == len(real.operations)
    assert model.count_params() == real.count_params() == 40


def test_a_record_says_it_is_of_the_class_that_it_stands_for() -> None:
    assert isinstance(ModelRecord("m", [x := source("x")], [x]), functional_class())
    assert OperationRecord("o", int).__class__ is int


def test_freezing_reaches_what_a_model_shares() -> None:
    x, y = source("x"), source("y")
    shared, own = dense("shared"), dense("own")
    inner = ModelRecord("inner", [y], [called(shared, y)])
    model = ModelRecord("m", [x], [called(own, called(shared, called(inner, x)))])
    assert len(model.trainable_weights) == 4
    inner.freeze()
    assert not shared.trainable
    assert model.trainable_weights == own.weights
    assert model.non_trainable_weights == shared.weights
    assert inner.non_trainable_weights == shared.weights


def test_two_of_one_name_are_refused_as_keras_refuses_them() -> None:
    x = source("x")
    with pytest.raises(ValueError, match="is used 2 times"):
        ModelRecord("m", [x], [called(dense("a"), called(dense("a"), x))])
