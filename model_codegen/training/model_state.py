"""All that training changes of a model, as arrays: weights, seeds, the optimizer's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from model_codegen.training.failures import TrainingError

Arrays = list["np.ndarray[Any, Any]"]


def read(model: Any) -> dict[str, Arrays]:
    """The state of a model that was compiled, copied."""
    return {"model": copied(model.variables), "optimizer": copied(_optimizer_variables(model))}


def write(model: Any, state: dict[str, Arrays]) -> None:
    """Give a model that was compiled the state that another one had.

    Raises:
        TrainingError: If it has other variables.
    """
    if model.optimizer is not None and not model.optimizer.built:
        model.optimizer.build(model.trainable_variables)
    assign(model.variables, state["model"])
    assign(_optimizer_variables(model), state["optimizer"])


def copied(variables: Iterable[Any]) -> Arrays:
    """What variables hold, as arrays of their own."""
    return [np.asarray(variable.numpy()) for variable in variables]


def assign(variables: Sequence[Any], arrays: Sequence[Any]) -> None:
    """Give variables what others held.

    Raises:
        TrainingError: If they do not fit.
    """
    shapes = [tuple(variable.shape) for variable in variables]
    if shapes != [array.shape for array in arrays]:
        raise TrainingError("The state that was kept is that of another model.")
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)


def _optimizer_variables(model: Any) -> list[Any]:
    return [] if model.optimizer is None else list(model.optimizer.variables)
