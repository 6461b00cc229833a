"""Schemas that many arguments share, by Keras' own names."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.catalogue import Catalogue
from model_codegen.catalogue.shared_schemas import layer_definitions, value_definitions

pytestmark = pytest.mark.keras


def by_name(schema: dict[str, Any]) -> list[Any]:
    """The names that an option of a schema lists first."""
    found: list[Any] = schema["anyOf"][0]["enum"]
    return found


@pytest.mark.parametrize("family", ["initializer", "regularizer", "constraint"])
def test_every_preferred_name_makes_an_object(family: str) -> None:
    module = getattr(keras, f"{family}s")
    names = by_name(value_definitions()[family])
    assert None in names
    assert all(module.get(name) is not None for name in names if name is not None)


def test_activations_are_functions_of_one_tensor() -> None:
    names = by_name(value_definitions()["activation"])
    assert {"relu", "softmax", None} <= {*names}
    assert not {"get", "serialize", "deserialize"} & {*names}


def test_layers_inside_others_are_those_of_the_catalogue(keras_catalogue: Catalogue) -> None:
    found = layer_definitions(keras_catalogue.entries)
    paths = {key: found[key]["properties"]["class_name"]["enum"] for key in found}
    assert {"keras.layers.LSTM", "keras.layers.GRU"} <= {*paths["recurrent_layer"]}
    assert "keras.layers.Dense" not in paths["recurrent_layer"]
    assert "keras.layers.LSTMCell" in paths["cell"]
    assert "keras.layers.LSTMCell" not in paths["layer"]
    assert not any(path.startswith("keras.applications") for path in paths["layer"])
