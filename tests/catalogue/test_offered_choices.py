"""Every choice and name that the catalogue offers is one that Keras takes."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import pytest

from fidelity.examples import layer_example
from model_codegen import catalogue
from model_codegen.catalogue import Catalogue
from model_codegen.catalogue.facts.other_names import NOT_BY_NAME
from model_codegen.design.graph import Layer
from tests.catalogue.entries import objects, of_kind

pytestmark = pytest.mark.keras


def test_every_choice_is_one_that_keras_takes(keras_catalogue: Catalogue) -> None:
    failures = {}
    for entry in of_kind(keras_catalogue, "layer"):
        example = layer_example(entry)
        for name, schema in entry.schema["properties"].items():
            for value in schema.get("enum", ()):
                if value == "tf_idf":  # is only taken together with `idf_weights`
                    continue
                layer = Layer(entry.path, "probe", {**example.config, name: value})
                try:
                    catalogue.construct(layer, "float32")
                except catalogue.ConfigError as error:
                    failures[f"{entry.path}.{name}={value}"] = error.message
    assert failures == {}


@pytest.mark.parametrize(
    ("definition", "module"),
    [
        ("activation", keras.activations),
        ("initializer", keras.initializers),
        ("regularizer", keras.regularizers),
        ("constraint", keras.constraints),
        ("dtype_policy", keras.dtype_policies),
    ],
)
def test_every_name_offered_is_one_that_keras_takes(
    keras_catalogue: Catalogue, definition: str, module: Any
) -> None:
    parts = objects(keras_catalogue.definitions[definition])
    names = {
        name
        for part in parts
        if "class_name" not in part.get("properties", {}) and part.get("title") != "layer"
        for name in (part["enum"] if isinstance(part.get("enum"), list) else ())
        if name is not None
    }
    names -= {"real", "imag", "density", "spectrum"}  # arguments of the STFT initializer
    names -= {"fan_in", "fan_out", "fan_avg", "untruncated_normal"}  # and of VarianceScaling
    names -= {"rows", "columns"}  # and of the orthogonal regularizer
    assert names
    for name in names:
        assert module.get(name) is not None, name


def test_every_public_initializer_is_offered(keras_catalogue: Catalogue) -> None:
    schema = keras_catalogue.definitions["initializer"]["anyOf"]
    titles = {option["title"] for option in schema}
    base = keras.initializers.Initializer
    classes = {
        value.__name__
        for name, value in vars(keras.initializers).items()
        if inspect.isclass(value) and issubclass(value, base) and value is not base
    }
    assert classes <= titles
    assert {"glorot_uniform", "he_normal", "zeros"} <= {*schema[0]["enum"]}
    assert not {*NOT_BY_NAME} & {*schema[0]["enum"]}


def test_dtypes_offered_are_dtypes(keras_catalogue: Catalogue) -> None:
    for name in keras_catalogue.definitions["dtype"]["enum"]:
        if name is not None:
            assert keras.backend.standardize_dtype(name) == name
