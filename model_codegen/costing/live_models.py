"""Models of `keras.applications` as calls: what a layer is made of that is a whole model."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from threading import Lock

from cachetools import LRUCache, cached

from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_signature import fingerprint
from model_codegen.costing.call import Spec
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.live_calls import LiveCall, calls_of_model


def _key(layer: Layer, dtype_policy: str) -> Hashable:
    return layer.class_name, fingerprint(layer.config), layer.dtype, dtype_policy


@cached(LRUCache(8), key=_key, lock=Lock())
def live_calls(layer: Layer, dtype_policy: str) -> tuple[tuple[LiveCall, ...], tuple[int, ...]]:
    """The calls of the model that a layer stands for, in order, and those that it returns.

    Args:
        layer: A layer whose class is a model of `keras.applications`, and which can be made.
        dtype_policy: The design's policy.
    """
    return calls_of_model(application(layer, dtype_policy).model)


def output_specs(call: LiveCall, inputs: Sequence[Spec]) -> tuple[Spec, ...]:
    """The outputs of a call with every dimension known.

    Args:
        call: The call, no input.
        inputs: The tensors that it takes.
    """
    if all(None not in shape[1:] for shape, _ in call.outputs):
        batch = inputs[0].shape[0]
        return tuple(Spec((batch, *shape[1:]), d) for shape, d in call.outputs)  # type: ignore[arg-type]
    shapes = call.shapes([spec.shape for spec in inputs])
    dtypes = [dtype for _, dtype in call.outputs]
    return tuple(Spec(shape, dtype) for shape, dtype in zip(shapes, dtypes, strict=True))
