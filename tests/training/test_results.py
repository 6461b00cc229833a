"""What a model makes of its validation data, head by head."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

from model_codegen.training.results import results

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:__array__ implementation")]


def test_heads_are_told_by_name_in_whatever_form_they_come() -> None:
    image = keras.Input((4, 4, 1), name="image")
    flat = keras.layers.Flatten()(image)
    outputs = {
        "digit": keras.layers.Dense(3, activation="softmax")(flat),
        "size": keras.layers.Dense(1)(flat),
    }
    model = keras.Model(image, outputs)
    x = np.random.default_rng(0).normal(size=(20, 4, 4, 1))
    y = {"digit": np.arange(20) % 3, "size": np.arange(20.0)}
    asked: list[int] = []
    losses = {"digit": "SparseCategoricalCrossentropy", "size": "MeanSquaredError"}
    data = (x, y)
    found = results(model, data, ["digit", "size"], losses, 8, lambda: asked.append(1))
    assert {name: head["kind"] for name, head in found["heads"].items()} == {
        "digit": "confusion",
        "size": "residuals",
    }
    assert len(asked) == 3
    assert [sample["number"] for sample in found["samples"]] == [*range(12)]
    first = found["samples"][0]
    assert first["inputs"]["image"]["shape"] == [4, 4, 1]
    assert first["targets"] == {"digit": [0], "size": [0.0]}
    assert len(first["predictions"]["digit"]) == 3
    assert json.dumps(found)
