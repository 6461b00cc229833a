"""Objects that a text trains with, as a document holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model_codegen.design.config_values import Config
from model_codegen.importers.source.drawing.layer_values import json_values
from model_codegen.importers.source.keras.training_objects import path_of
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.training_steps import Trained
from model_codegen.importers.source.values import Made, Name, Value


def held(value: Value) -> Config | None:
    """A document's object; None of what it cannot hold. Arguments that it cannot hold are left out.

    Args:
        value: What the text made, or a class that it refers to.
    """
    if isinstance(value, Name) and (path := path_of(value.path)) is not None:
        return {"class_name": path, "config": {}}
    made = _opened(value)
    if not isinstance(made, Made):
        return None
    return {"class_name": made.path, "config": dict(json_values(made.config))}


def named(value: Value) -> str | None:
    """The name by which a text refers to a loss or a metric: `"mse"`, `keras.losses.mse`."""
    if type(value) is str:
        return value
    if isinstance(value, Name) and value.path.startswith(("keras.losses.", "keras.metrics.")):
        return value.path.rpartition(".")[2]
    return None


def left_open(value: Value) -> Iterator[str]:
    """The arguments of an object, and of those inside, that a document cannot hold."""
    made = _opened(value)
    if isinstance(made, Made):
        kept = json_values(made.config)
        for key, item in made.config.items():
            if key not in kept:
                yield f"{key}="
            else:
                yield from left_open(item)


def _opened(value: Value) -> Value:
    """The same with every object as what a document can hold."""
    if isinstance(value, Trained):
        return _opened(value.made)
    if isinstance(value, Made):
        return Made(value.path, {key: _opened(item) for key, item in value.config.items()})
    if is_listed(value):
        return [_opened(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _opened(item) for key, item in value.items()}
    return value
