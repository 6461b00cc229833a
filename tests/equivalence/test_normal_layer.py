"""The normal form of a layer is made once for each config."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.design.graph import Layer
from model_codegen.equivalence import normal_layer as normal_layers
from model_codegen.equivalence.normal_layer import normal_layer

pytestmark = pytest.mark.keras


def test_a_layer_that_was_asked_about_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    config = {"units": 7_351, "kernel_initializer": "he_normal", "use_bias": True}
    layer = Layer("keras.layers.Dense", "dense", config)
    first = normal_layer(layer, "float32")
    assert first.config == {"kernel_initializer": "he_normal", "units": 7_351}
    first.config["units"] = 0  # what is known is not what was handed out

    def made(*_: object) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr(normal_layers, "complete", made)
    assert normal_layer(replace(layer, name="other"), "float32").config["units"] == 7_351
    with pytest.raises(AssertionError, match="made again"):
        normal_layer(replace(layer, config={"units": 7_352}), "float32")
    with pytest.raises(AssertionError, match="made again"):  # a tuple is no list
        normal_layer(replace(layer, config={"units": (7_351,)}), "float32")
