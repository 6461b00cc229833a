"""Conventions name what Keras has, and change something."""

from __future__ import annotations

from model_codegen.catalogue import Catalogue
from model_codegen.catalogue.facts.guide_conventions import KEYWORD_ONLY, LEADING, SHOWN_FIRST


def test_leading_arguments_are_the_first_ones_of_their_class(keras_catalogue: Catalogue) -> None:
    for name, arguments in LEADING.items():
        entry = keras_catalogue.entries[f"keras.layers.{name}"]
        assert entry.leading == arguments == tuple(entry.schema["properties"])[: len(arguments)]
        # Else the required arguments alone would say the same.
        assert arguments != tuple(entry.schema.get("required", ())), name


def test_classes_written_by_keyword_have_arguments_that_would_be_positional(
    keras_catalogue: Catalogue,
) -> None:
    for name in KEYWORD_ONLY:
        entry = keras_catalogue.entries[f"keras.layers.{name}"]
        assert entry.leading == ()
        assert entry.schema.get("required"), name


def test_what_is_shown_first_is_an_argument_of_some_layer(keras_catalogue: Catalogue) -> None:
    names = {
        name
        for entry in keras_catalogue.entries.values()
        if entry.kind == "layer"
        for name in entry.schema["properties"]
    }
    assert {*SHOWN_FIRST} <= names
