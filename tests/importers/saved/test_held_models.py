"""A model that layers hold is one operation, however often they do."""

from __future__ import annotations

from typing import Any

from model_codegen.design.graph import ModelGraph, Operation, SubModel
from model_codegen.importers.saved.definitions import Definitions
from model_codegen.importers.saved.held_models import HeldModels


def model(name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": "Functional", "config": {"name": name, "layers": [], **config}}


def test_a_model_is_read_once() -> None:
    operations: dict[str, Operation] = {}
    held = HeldModels(model("outer"), Definitions(), operations)
    one, other = model("core"), model("core", trainable=False)
    read: list[str] = []

    def graph(value: dict[str, Any], key: str) -> ModelGraph:
        read.append(key)
        return ModelGraph("core", inputs=[key])

    keys = [held.key(value, graph) for value in (one, other, one)]
    assert keys[0] == keys[2] != keys[1]
    assert read == ["core", "core_2"]
    assert operations == {
        keys[0]: SubModel("core", "core"),
        keys[1]: SubModel("core_2", "core", trainable=False),
    }
