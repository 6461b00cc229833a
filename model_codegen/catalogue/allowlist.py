"""`resolve`: from a public dotted path to the class or function, by allowlist and nothing else."""

from __future__ import annotations

import importlib
import inspect
from functools import lru_cache
from typing import Any

from model_codegen.catalogue import applications
from model_codegen.catalogue.facts.excluded import EXCLUDED
from model_codegen.catalogue.facts.other_names import OPTIMIZER_MAP
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import INPUT_CLASS

FUNCTIONS = ("keras.ops", "keras.ops.image")
"""Modules whose functions a document may name."""

CLASSES = {
    "keras.layers": "keras.layers.Layer",
    "keras.initializers": "keras.initializers.Initializer",
    "keras.regularizers": "keras.regularizers.Regularizer",
    "keras.constraints": "keras.constraints.Constraint",
    "keras.quantizers": "",
    "keras.optimizers": "keras.optimizers.Optimizer",
    "keras.optimizers.schedules": "keras.optimizers.schedules.LearningRateSchedule",
    "keras.losses": "keras.losses.Loss",
    "keras.metrics": "keras.metrics.Metric",
    "keras.callbacks": "keras.callbacks.Callback",
}
"""Modules whose classes a document may name, with the base class that they share, if any."""


class ConfigError(LayerloomError):
    """A layer that cannot be made from its document.

    Attributes:
        argument: The constructor argument at fault, where one is known.
        message: One sentence.
    """

    def __init__(self, argument: str | None, message: str) -> None:
        self.argument = argument
        self.message = message
        super().__init__(message)


@lru_cache(maxsize=1024)
def resolve(path: str) -> Any:
    """The class or function that a public path names.

    Only classes of the modules in `CLASSES`, functions of `keras.ops`, the models of
    `keras.applications` and `keras.Input` are found, and of those none that carries foreign code or
    is abstract. Imports Keras.

    Raises:
        ConfigError: With one sentence, for any other path.
    """
    reason = EXCLUDED.get(path)
    if reason is not None:
        raise ConfigError(None, f"`{path}` cannot be used here: {_reason(reason)}")
    if path in (INPUT_CLASS, "keras.layers.Input"):
        return importlib.import_module("keras").Input
    if path == OPTIMIZER_MAP:
        return importlib.import_module("keras").optimizers.OptimizerMap
    if path.startswith(f"{applications.MODULE}."):
        found = applications.find(path)
        if found is None:
            raise ConfigError(None, f"There is no model `{path[:100]}` in `keras.applications`")
        return found
    module, _, name = path.rpartition(".")
    found = None
    if (module in CLASSES or module in FUNCTIONS) and name.isidentifier() and name[0] != "_":
        found = getattr(importlib.import_module(module), name, None)
    if module in FUNCTIONS:
        allowed = inspect.isfunction(found)
    else:
        allowed = inspect.isclass(found) and _has_base(found, module)
    if not allowed:
        raise ConfigError(
            None, f"There is no `{path[:100]}` in Keras' public layers, ops and objects"
        )
    return found


def _has_base(found: type, module: str) -> bool:
    base = CLASSES[module]
    if not base:
        return True
    base_class = getattr(importlib.import_module(module), base.rpartition(".")[2])
    return issubclass(found, base_class) and found is not base_class


def _reason(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")
