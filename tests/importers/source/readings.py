"""What was read from a text, in short."""

from __future__ import annotations

from model_codegen.design.graph import Layer
from model_codegen.importers import ImportResult

MODEL = "model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])"
HEAD = "import keras\nfrom keras import layers, ops\n"


def classes(result: ImportResult) -> list[str]:
    made = (result.design.main.operations[key] for key in result.design.main.nodes)
    return [o.class_name.rpartition(".")[2] for o in made if isinstance(o, Layer)]


def config(result: ImportResult, key: str) -> object:
    found = result.design.main.operations[key]
    assert isinstance(found, Layer)
    return found.config


def warnings(result: ImportResult) -> list[str]:
    return [d.message for d in result.diagnostics if d.severity == "warning"]
