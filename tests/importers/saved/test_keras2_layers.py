"""Layers of Keras 2, as Keras 3 has them."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from model_codegen import catalogue
from model_codegen.importers.saved.keras2_layers import _VARIANCE_SCALING, GONE, RENAMED, of_today

pytestmark = pytest.mark.keras


def layer(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (layer("LeakyReLU", alpha=0.1), layer("LeakyReLU", negative_slope=0.1)),
        (layer("ELU", alpha=0.1), layer("ELU", alpha=0.1)),
        (layer("ThresholdedReLU", theta=2.0), layer("ReLU", threshold=2.0)),
        (layer("Conv2D", groups=1, filters=2), layer("Conv2D", filters=2)),
        (layer("Conv2D", groups=2, filters=2), layer("Conv2D", groups=2, filters=2)),
        (layer("SeparableConv2D", kernel_initializer={}), layer("SeparableConv2D")),
        (layer("DepthwiseConv2D", groups=1), layer("DepthwiseConv2D")),
        (layer("MultiHeadAttention", query_shape=[None, 3]), layer("MultiHeadAttention")),
        (layer("BatchNormalization", axis=[3]), layer("BatchNormalization", axis=3)),
        (
            layer("BatchNormalizationV1", renorm=False, renorm_momentum=0.99),
            layer("BatchNormalization"),
        ),
        (
            layer("BatchNormalization", renorm=True, renorm_momentum=0.99),
            layer("BatchNormalization", renorm=True, renorm_momentum=0.99),
        ),
        (layer("LayerNormalization", axis=[1]), layer("LayerNormalization", axis=[1])),
        (layer("GRU", units=2), layer("GRU", units=2, reset_after=False)),
        (layer("GRU", reset_after=True), layer("GRU", reset_after=True)),
        (layer("GRUCell", units=2), layer("GRUCell", units=2, reset_after=False)),
        (layer("Dense", kernel_regularizer={}), layer("Dense", kernel_regularizer=None)),
        (
            layer("Dense", bias_initializer=layer("Zeros", dtype="float32")),
            layer("Dense", bias_initializer=layer("Zeros")),
        ),
        (
            layer("TimeDistributed", layer=layer("LeakyReLU", alpha=0.1)),
            layer("TimeDistributed", layer=layer("LeakyReLU", negative_slope=0.1)),
        ),
        (
            layer("StackedRNNCells", cells=[layer("GRUCell")]),
            layer("StackedRNNCells", cells=[layer("GRUCell", reset_after=False)]),
        ),
    ],
)
def test_a_layer_is_written_as_keras_3_would(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert of_today(old) == (new, [])


@pytest.mark.parametrize(
    ("old", "name", "reset_after"),
    [("CuDNNLSTM", "LSTM", None), ("CuDNNGRU", "GRU", True)],
)
def test_a_layer_for_one_device_is_told(old: str, name: str, reset_after: bool | None) -> None:
    found, told = of_today(layer(old, units=3))
    assert found["class_name"] == name
    assert found["config"].get("reset_after") is reset_after
    (sentence,) = told
    assert sentence.startswith(f"its `{old}` is `{name}` now")
    inner, again = of_today(layer("Bidirectional", layer=layer(old, units=3)))
    assert (inner["config"]["layer"], again) == (found, told)


@pytest.mark.parametrize("argument", ["activation", "recurrent_activation"])
def test_a_function_that_has_changed_is_told_once(argument: str) -> None:
    old = layer("LSTM", **{argument: "hard_sigmoid"})
    assert len(of_today(old)[1]) == 1
    both = layer("Bidirectional", layer=old, backward_layer=old)
    assert of_today(both)[1] == of_today(old)[1]
    x = np.linspace(-4, 4, 9)
    assert not np.allclose(keras.activations.hard_sigmoid(x), (0.2 * x + 0.5).clip(0, 1))
    np.testing.assert_allclose(
        keras.activations.hard_sigmoid(x), (x / 6 + 0.5).clip(0, 1), rtol=1e-6
    )


@pytest.mark.parametrize(("name", "scale", "mode", "distribution"), _VARIANCE_SCALING)
def test_an_initializer_is_the_one_that_keras_has_a_name_for(
    name: str, scale: float, mode: str, distribution: str
) -> None:
    config = {"scale": float(scale), "mode": mode, "distribution": distribution, "seed": 4}
    old = layer("Dense", kernel_initializer=layer("VarianceScaling", **config, dtype="float32"))
    found, _ = of_today(old)
    assert found["config"]["kernel_initializer"] == layer(name, seed=4)
    made = getattr(keras.initializers, name)(seed=4)((3, 5))
    wanted = keras.initializers.VarianceScaling(**config)((3, 5))
    np.testing.assert_array_equal(made, wanted)


def test_what_is_no_layer_is_left_as_it_is() -> None:
    for value in ({"class_name": 3}, {"class_name": "Dense", "config": []}, {}):
        assert of_today(value) == (value, [])


def test_names_of_today_are_names_of_keras_and_those_that_are_gone_are_not() -> None:
    for name in {*RENAMED.values()}:
        assert catalogue.find(f"keras.layers.{name}") is not None
    for name in GONE | RENAMED.keys():
        assert catalogue.find(f"keras.layers.{name}") is None
