"""A recorded `training=`, kept to in a Functional model where `fit` would overwrite it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from model_codegen.keras_bridge.functional_graphs import all_layers


def keep_recorded_training(model: Any, layers: Collection[Any]) -> None:
    """Make a model's calls of some layers run in the mode that they record, whatever the model's.

    `operation_fn` of `keras/src/models/functional.py` hands the model's own `training` to every
    call, over what it has recorded. Each Functional inside the model gets another one, by itself;
    Keras as a whole stays as it is. A call that records nothing follows the model as ever.

    Args:
        model: A model, which is changed. Without Functional models in it, nothing is.
        layers: The layers, or models that it calls.
    """
    from keras.src.models.functional import Functional

    kept = frozenset(map(id, layers))
    for inner in all_layers(model):
        if isinstance(inner, Functional):
            inner._run_through_graph = partial(_run, type(inner)._run_through_graph, inner, kept)


def _run(
    run: Callable[..., Any],
    model: Any,
    kept: frozenset[int],
    inputs: Any,
    operation_fn: Callable[..., Any] = lambda operation: operation,
    **more: Any,
) -> Any:
    def chosen(operation: Any) -> Any:
        given = operation_fn(operation)

        def call(*args: Any, **kwargs: Any) -> Any:
            recorded = id(operation) in kept and isinstance(kwargs.get("training"), bool)
            return (operation if recorded else given)(*args, **kwargs)

        return call

    return run(model, inputs, operation_fn=chosen, **more)
