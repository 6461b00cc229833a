"""Designs that several tests of the app use."""

from __future__ import annotations

from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef


def dense(units: object, name: str = "wide") -> Design:
    """One Dense of any size."""
    graph = ModelGraph(
        "m",
        operations={
            "in": Layer("keras.Input", "in", {"shape": [8]}),
            "a": Layer("keras.layers.Dense", name, {"units": units}),
        },
        nodes={"in": Node("in"), "a": Node("a", (TensorRef("in"),))},
        inputs="in",
    )
    return Design("d", graph)
