"""References in configs whose normal form Keras is asked for."""

from __future__ import annotations

from model_codegen.design.graph import Layer
from model_codegen.equivalence.normal_config import as_object, marked, with_references

CELL = Layer("keras.layers.GRUCell", "cell", {"units": 3}, "float16", trainable=False)


def test_a_copy_says_all_that_the_layer_is() -> None:
    assert as_object(CELL) == {
        "class_name": "keras.layers.GRUCell",
        "config": {"units": 3, "name": "cell", "dtype": "float16", "trainable": False},
    }


def test_a_marked_copy_becomes_the_reference_wherever_it_stands() -> None:
    copy = marked(as_object(CELL), "c")
    other = as_object(CELL)
    config = {"cell": {"class_name": "S", "config": {"cells": [copy, other, copy]}}, "units": 1}
    found = with_references(config, str.upper)
    cells = [{"operation": "C"}, other, {"operation": "C"}]
    assert found == {"cell": {"class_name": "S", "config": {"cells": cells}}, "units": 1}
