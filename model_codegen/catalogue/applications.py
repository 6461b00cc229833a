"""The models of `keras.applications`: found and described."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from model_codegen.catalogue.argument_schemas import argument_schema
from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.facts import application_arguments
from model_codegen.catalogue.json_schema import record

MODULE = "keras.applications"


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
        if parameter.name in application_arguments.LEFT_OUT:
            continue
        told = argument_schema(name, parameter, texts.get(parameter.name, ""))
        known = application_arguments.ARGUMENTS.get(parameter.name)
        if known is not None:
            told = {**known, "default": told["default"]}
        if parameter.name in application_arguments.HELP:
            told = {**told, "description": application_arguments.HELP[parameter.name]}
        properties[parameter.name] = told
    return record(properties)


def default_name(function: Any) -> str | None:
    """The name that a model has by default, unless it depends on the other arguments."""
    name = _parameters(function)["name"].default
    return name if isinstance(name, str) else None


def _parameters(function: Any) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function).parameters
