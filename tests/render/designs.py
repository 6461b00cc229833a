"""Designs that are hard to show."""

from __future__ import annotations

from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef

HOSTILE = (
    '"); import os #',
    "<b>bold</b>".replace("/", "|"),
    "a & b",
    "[red]x[0]",
    "back\\N\\slash {x|y}",
    "日本語 'é'",
    "lambda",
    "%s {0} ${HOME}",
)
"""Names that mean something to Python, HTML, Graphviz or rich."""


def chain(*names: str, units: int = 4) -> Design:
    """A chain of Dense layers of these names behind an input of four features."""
    operations = {"i": Layer("keras.Input", "features", {"shape": [4]})}
    nodes = {"i": Node("i")}
    source = "i"
    for index, name in enumerate(names):
        key = f"d{index}"
        operations[key] = Layer("keras.layers.Dense", name, {"units": units})
        nodes[key] = Node(key, (TensorRef(source),))
        source = key
    return Design("chain", ModelGraph("chain", operations, nodes, "i"))


def blocks(outer: str, inner: str) -> Design:
    """A block within a block, both called twice over under the names given."""
    core = ModelGraph(
        "core",
        {
            "i": Layer("keras.Input", "core_input", {"shape": [4]}),
            "d": Layer("keras.layers.Dense", "core_dense", {"units": 4}),
        },
        {"i": Node("i"), "d": Node("d", (TensorRef("i"),))},
        "i",
    )

    def wrapping(name: str, model: str, first: str, second: str) -> ModelGraph:
        return ModelGraph(
            name,
            {
                "i": Layer("keras.Input", f"{name}_input", {"shape": [4]}),
                "a": SubModel(model, first),
                "b": SubModel(model, second),
            },
            {
                "i": Node("i"),
                "a": Node("a", (TensorRef("i"),)),
                "b": Node("b", (TensorRef("a"),)),
            },
            "i",
        )

    return Design(
        "blocks",
        wrapping("model", "shell", outer, "second"),
        {"core": core, "shell": wrapping("shell", "core", inner, "other")},
    )
