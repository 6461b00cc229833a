"""What a model is wrapped in, and of which Keras it is."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.importers.saved.keras2_files import described, is_keras2

DENSE = {"class_name": "Dense", "config": {"units": 1}}
MODEL = {"class_name": "Sequential", "config": {"name": "m", "layers": [DENSE]}}


@pytest.mark.parametrize(
    "value",
    [
        MODEL,
        {"modelTopology": MODEL, "weightsManifest": []},
        {"format": "layers-model", "modelTopology": {"model_config": MODEL}},
        {"model_config": MODEL, "training_config": {}},
    ],
)
def test_a_model_is_found_in_what_it_is_wrapped_in(value: dict[str, Any]) -> None:
    assert described(value) == MODEL


@pytest.mark.parametrize("value", [None, 3, [], "text", {}, {"modelTopology": "text"}])
def test_what_is_no_model_is_left_as_it_is(value: Any) -> None:
    assert described(value) == value


def test_a_graph_without_layers_is_refused() -> None:
    with pytest.raises(DesignError, match="graph model"):
        described({"format": "graph-model", "modelTopology": {"node": []}})


def test_shapes_and_tuples_are_lists() -> None:
    items = [None, {"class_name": "__tuple__", "items": [3]}]
    assert described({"shape": {"class_name": "TensorShape", "items": items}}) == {
        "shape": [None, [3]]
    }
    unknown = {"class_name": "TensorShape", "items": None}
    assert described(unknown) == unknown


def test_a_chain_may_be_the_list_of_its_layers() -> None:
    assert described({"class_name": "Sequential", "config": [DENSE]}) == {
        "class_name": "Sequential",
        "config": {"layers": [DENSE]},
    }
    inner = {"class_name": "Sequential", "name": "inner", "config": [DENSE]}
    found = described({"class_name": "Model", "config": {"layers": [inner]}})
    assert found["config"]["layers"][0]["config"] == {"name": "inner", "layers": [DENSE]}


@pytest.mark.parametrize(
    ("value", "old"),
    [
        (MODEL, True),
        (MODEL | {"keras_version": "2.2.4-tf"}, True),
        (MODEL | {"keras_version": "tfjs-layers 4.22.0"}, True),
        (MODEL | {"keras_version": "3.15.1"}, False),
        ({"config": {"layers": [DENSE | {"module": "keras.layers"}]}}, False),
        ({"config": {"layers": [{"config": {"dtype": {"module": "keras"}}}]}}, False),
        ({"config": {"layers": [{"config": {"dtype": {"class_name": "Policy"}}}]}}, True),
    ],
)
def test_a_file_is_of_keras_2_if_nothing_tells_of_keras_3(value: dict[str, Any], old: bool) -> None:
    assert is_keras2(value) is old
