"""Looking at what layers return while a model runs, eagerly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass
class FirstOutput:
    """The layer that was found.

    Attributes:
        layer: Its name, below the models that it is in (`"encoder/dense"`); empty: none so far.
    """

    layer: str = ""


@contextmanager
def first_output(model: Any, is_it: Callable[[Any], bool]) -> Iterator[FirstOutput]:
    """Find the first layer of a model that returns a certain tensor; those inside come first.

    Args:
        model: A built model, to be called in the meantime. What it does in a graph, such as the
            steps of a recurrent layer, is not looked at; the layer's own output is.
        is_it: Whether a tensor is one of those that are looked for.
    """
    import keras

    found = FirstOutput()
    original = keras.layers.Layer.__call__
    layers = {id(layer) for layer in model._flatten_layers(include_self=False)}
    inside: list[str] = []

    def called(layer: Any, *arguments: Any, **named: Any) -> Any:
        own = id(layer) in layers
        if own:
            inside.append(layer.name)
        try:
            result = original(layer, *arguments, **named)
        finally:
            path = "/".join(inside)
            if own:
                inside.pop()
        if own and not found.layer:
            outputs = keras.tree.flatten(result)
            if any(hasattr(tensor, "numpy") and is_it(tensor) for tensor in outputs):
                found.layer = path
        return result

    keras.layers.Layer.__call__ = called
    try:
        yield found
    finally:
        keras.layers.Layer.__call__ = original
