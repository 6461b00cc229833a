"""Custom layers: placeholders of a class, or with objects of classes, that the code has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from model_codegen.design.custom_code import CustomCode, digest, read_code
from model_codegen.design.graph import Design, Layer, Operation

KERAS = "keras."


def own_names(layer: Operation, code: CustomCode) -> frozenset[str]:
    """The classes and functions of the code that it takes to make a layer.

    A layer is a custom one if it is a placeholder of a class of the code, or of one of Keras' own
    whose config names such classes, as `RNN` with a cell does; an object of a class of the code is
    `{"class_name": "Mine", "config": {…}}` there, a function `{"function": "mine"}`.

    Args:
        layer: Any operation.
        code: That of the design.

    Returns:
        Empty if it is no custom layer, or one of them is neither in the code nor Keras'.
    """
    if not isinstance(layer, Layer) or layer.recorded is None or not code.text:
        return frozenset()
    known = code.classes.keys() | code.functions
    named = {layer.class_name, *_named(layer.config)}
    own = {name for name in named if not name.startswith(KERAS)}
    return frozenset(own) if own <= known else frozenset()


def custom_layers(design: Design) -> dict[str, dict[str, frozenset[str]]]:
    """The custom layers of a design.

    Args:
        design: Any design, expanded or not.

    Returns:
        By id of the graph, by id of the operation: what it takes of the code. The operations that
        are the design's own stand under `""`.
    """
    code = read_code(design.code)
    if not code.classes and not code.functions:
        return {}
    homes: Mapping[str, Mapping[str, Operation]] = {
        "main": design.main.operations,
        **{key: graph.operations for key, graph in design.models.items()},
        "": design.operations,
    }
    found = {
        home: {key: own for key, layer in operations.items() if (own := own_names(layer, code))}
        for home, operations in homes.items()
    }
    return {home: own for home, own in found.items() if own}


def names_in_use(design: Design) -> frozenset[str]:
    """The classes and functions of a design's code that its layers are made of."""
    parts = [own for layers in custom_layers(design).values() for own in layers.values()]
    return frozenset().union(*parts)


def code_to_trust(design: Design) -> str:
    """The digest of a design's code if building the design runs some of it; else empty."""
    return digest(design.code) if custom_layers(design) else ""


def is_function(value: Any) -> bool:
    """Whether a config value stands for a function of the design's code."""
    return (
        isinstance(value, Mapping)
        and value.keys() == {"function"}
        and isinstance(value["function"], str)
    )


def _named(config: Mapping[str, Any]) -> Iterator[str]:
    """The classes and functions of all objects in a config."""
    pending: list[Any] = [config]
    while pending:
        value = pending.pop()
        if is_function(value):
            yield value["function"]
        elif isinstance(value, Mapping):
            if isinstance(value.get("class_name"), str) and value.keys() <= {
                "class_name",
                "config",
            }:
                yield value["class_name"]
            pending += value.values()
        elif isinstance(value, (list, tuple)):
            pending += value
