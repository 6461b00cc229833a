"""The design's operations as arguments of layers: one live object for each."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError, HeldObjects
from model_codegen.catalogue.held_objects import ANY_LAYER
from model_codegen.design.graph import Layer, Op, Operation, SubModel

pytestmark = pytest.mark.keras

OPERATIONS: dict[str, Operation] = {
    "cell": Layer("keras.layers.GRUCell", "cell", {"units": 3}, "float16", trainable=False),
    "stack": Layer("keras.layers.StackedRNNCells", "stack", {"cells": [{"operation": "cell"}] * 2}),
    "own": Layer("keras.layers.StackedRNNCells", "own", {"cells": [{"operation": "own"}]}),
    "block": SubModel("m", "block"),
    "add": Op("keras.ops.add"),
}


def objects() -> HeldObjects:
    def model(block: SubModel) -> Any:
        return catalogue.construct(Layer("keras.layers.Dense", block.name, {"units": 1}), "float32")

    return HeldObjects(OPERATIONS, "float32", model)


def test_an_id_is_one_object() -> None:
    held = objects()
    stack = held.live("stack")
    assert stack.cells[0] is stack.cells[1] is held.live("cell")
    assert (stack.name, stack.cells[0].name, stack.cells[0].compute_dtype) == (
        "stack", "cell", "float16",
    )  # fmt: skip
    assert not stack.cells[0].trainable
    assert [*held.made] == ["cell", "stack"]
    assert held.live("block").name == "block"


def test_configs_are_held_to_the_schema_with_the_objects_in_them() -> None:
    inlined = objects().inlined({"cell": {"operation": "stack"}, "units": 2})
    cells = inlined["cell"]["config"]["cells"]
    assert cells[0] == cells[1]
    assert cells[0]["class_name"] == "keras.layers.GRUCell"
    assert objects().inlined({"operation": "block"}) == ANY_LAYER


@pytest.mark.parametrize("name", ["gone", "own", "add"])
def test_what_cannot_be_held_is_an_error_of_the_config(name: str) -> None:
    with pytest.raises(ConfigError):
        objects().live(name)
    if name != "gone":
        with pytest.raises(ConfigError):
            objects().inlined({"operation": name})
