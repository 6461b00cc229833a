"""The models of `keras.applications`: found and described."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from model_codegen.catalogue.argument_schemas import argument_schema
from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.json_schema import (
    AT_LEAST_ZERO,
    FRACTION,
    NATURAL,
    POSITIVE,
    array,
    enum,
    nullable,
    record,
)

MODULE = "keras.applications"

LEFT_OUT = {
    "input_tensor": "It holds a tensor.",
    "name": "It is a field of the layer.",
}
"""Arguments that no drawing sets, and why."""

HIGHLIGHTS = ("weights", "include_top", "alpha", "pooling")
"""Arguments worth showing on a node."""

_ARGUMENTS: Mapping[str, Schema] = {
    "alpha": AT_LEAST_ZERO,
    "classes": POSITIVE,
    "dropout_rate": FRACTION,
    "input_shape": nullable(array(nullable(NATURAL), 3)),
    "pooling": enum("avg", "max", None),
    # Keras takes a path as well; a drawing names no file.
    "weights": enum("imagenet", None),
}

_HELP = {
    "alpha": "Width of the network: below 1.0 layers have fewer filters, above it more.",
    "classes": "Number of classes of the head; 1000 with imagenet's weights.",
    "classifier_activation": "Activation of the head; imagenet's weights go with softmax or None.",
    "dropout_rate": "Rate of the dropout before the head.",
    "include_preprocessing": "Whether pixels from 0 to 255 are brought to scale inside.",
    "include_top": "Whether the head that classifies is there.",
    "input_shape": "Shape of one image. None: the model's own, or any size without the head.",
    "minimalistic": "Whether to do without what slows mobile devices: 5x5 filters, hard-swish.",
    "pooling": "Without the head: how the last picture becomes a vector. None: it stays a picture.",
    "weights": "imagenet: pretrained, fetched by whoever runs the code and never here.",
}
"""What Keras says in a paragraph each, for 40 models."""


def functions() -> dict[str, Any]:
    """The functions of `keras.applications` that make a model, by public path. Imports Keras."""
    import keras

    found = vars(keras.applications)
    return {
        f"{MODULE}.{name}": found[name]
        for name in sorted(found)
        if inspect.isfunction(found[name]) and "include_top" in _parameters(found[name])
    }


def aliases(path: str) -> tuple[str, ...]:
    """The other public paths of a model: `keras.applications.resnet.ResNet50` and the like.

    Args:
        path: A key of `functions`.
    """
    import keras

    function, name = functions()[path], path.rpartition(".")[2]
    modules = vars(keras.applications).items()
    return tuple(
        f"{MODULE}.{module}.{name}"
        for module, inside in modules
        if inspect.ismodule(inside) and getattr(inside, name, None) is function
    )


def find(path: str) -> Any:
    """The function that a public path or an alias names; None if it makes no model."""
    module, _, name = path.rpartition(".")
    function = functions().get(f"{MODULE}.{name}")
    if function is None or module == MODULE:
        return function
    return function if path in aliases(f"{MODULE}.{name}") else None


def schema(name: str, function: Any, texts: Mapping[str, str]) -> Schema:
    """The schema of a model's arguments, in the order of the signature.

    Args:
        name: The model's name.
        function: The function that makes it.
        texts: What the docstring says about each argument.
    """
    properties = {}
    for parameter in _parameters(function).values():
        if parameter.name in LEFT_OUT:
            continue
        told = argument_schema(name, parameter, texts.get(parameter.name, ""))
        known = _ARGUMENTS.get(parameter.name)
        if known is not None:
            told = {**known, "default": told["default"]}
        if parameter.name in _HELP:
            told = {**told, "description": _HELP[parameter.name]}
        properties[parameter.name] = told
    return record(properties)


def default_name(function: Any) -> str | None:
    """The name that a model has by default, unless it depends on the other arguments."""
    name = _parameters(function)["name"].default
    return name if isinstance(name, str) else None


def _parameters(function: Any) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function).parameters
