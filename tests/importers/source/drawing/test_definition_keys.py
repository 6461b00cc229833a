"""Which models of a text one definition is enough for."""

from __future__ import annotations

import ast

from model_codegen.design.graph import Layer, ModelGraph, Node, TensorRef
from model_codegen.importers.source.drawing.definition_keys import definition_key
from model_codegen.importers.source.values import Model

MAKER = ast.parse("def build(): pass").body[0]


def graph(name: str, units: int = 3) -> ModelGraph:
    operations = {
        "x": Layer("keras.Input", f"{name}_in", {"shape": [4]}),
        name: Layer("keras.layers.Dense", name, {"units": units}),
    }
    nodes = {"x": Node("x"), name: Node(name, (TensorRef("x"),))}
    return ModelGraph(name, operations, nodes, "x", TensorRef(name))


def model(origin: ast.AST | None = MAKER) -> Model:
    return Model("functional", "m", automatic=True, origin=origin)


def test_names_that_keras_gave_are_no_difference_if_one_function_made_both() -> None:
    one = definition_key(model(), graph("dense"), {"dense"})
    assert one == definition_key(model(), graph("dense_7"), {"dense_7"})
    assert one != definition_key(model(), graph("dense_7", units=5), {"dense_7"})
    assert one != definition_key(model(None), graph("dense_7"), {"dense_7"})


def test_names_of_a_person_are_a_difference_whoever_made_them() -> None:
    one = definition_key(model(), graph("first"), set())
    assert one != definition_key(model(), graph("second"), set())
    assert one == definition_key(model(None), graph("first"), set())
