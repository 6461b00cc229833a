"""What in a layer runs otherwise in training than in inference, found by making it."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from model_codegen import catalogue
from model_codegen.analysis.application_models import application
from model_codegen.analysis.cached_calls import operation_key
from model_codegen.analysis.call_evaluation import PLACEHOLDER, invoke
from model_codegen.analysis.call_signature import Symbols, signature
from model_codegen.design.graph import Layer, Node
from model_codegen.design.traversal import is_application
from model_codegen.keras_bridge.functional_graphs import all_layers
from model_codegen.keras_bridge.layer_internals import heeds_trainable, uses_training
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


@dataclass(frozen=True)
class Mode:
    """What has two modes.

    Attributes:
        statistics: Whether training mode moves weights that no gradient does; otherwise it is
            random in training mode, as `Dropout`.
        held: Whether `trainable = False` holds it in inference mode.
    """

    statistics: bool
    held: bool


def _key(layer: Layer, node: Node, symbols: Symbols, dtype_policy: str) -> Hashable:
    return operation_key(layer, dtype_policy), signature(node, symbols)


@cached(LRUCache(1024), key=_key, lock=Lock())
def modes(layer: Layer, node: Node, symbols: Symbols, dtype_policy: str) -> frozenset[Mode]:
    """The modes of a layer and of the layers inside it, without those that freezing has settled.

    Imports Keras.

    Args:
        layer: A layer or a model of `keras.applications`, no placeholder.
        node: Its first call, which Keras accepts.
        symbols: The tensors that the call takes.
        dtype_policy: The design's policy.
    """
    if is_application(layer):
        inner = application(layer, dtype_policy).model.layers
        kept = len(inner) if layer.trainable_layers is None else layer.trainable_layers
        frozen = inner[: len(inner) - kept]
        trained = inner[len(inner) - kept :]
        found = {*_modes(trained), *(mode for mode in _modes(frozen) if not mode.held)}
    else:
        with symbolic_scope(dtype_policy):
            twin = replace(layer, name=PLACEHOLDER, trainable=True)
            made = catalogue.construct(twin, dtype_policy)
            invoke(made, node, symbols)
            found = set(_modes([made]))
    return frozenset(mode for mode in found if layer.trainable or not mode.held)


def _modes(layers: Iterable[Any]) -> Iterable[Mode]:
    for layer in layers:
        for part in all_layers(layer):
            kind: Any = type(part)
            if not uses_training(kind):
                continue
            inside = {id(w) for inner in all_layers(part)[1:] for w in inner.weights}
            statistics = any(id(w) not in inside for w in part.non_trainable_weights)
            if statistics or _draws(part):
                yield Mode(statistics, heeds_trainable(kind))


def _draws(layer: Any) -> bool:
    """Whether a layer draws random numbers in training: it has a seed, and its rate is not zero."""
    import keras

    if not any(isinstance(value, keras.random.SeedGenerator) for value in vars(layer).values()):
        return False
    given = layer.get_config().values()
    ranges = [value for value in given if isinstance(value, (list, tuple))]
    rates = [value for value in itertools.chain(given, *ranges) if type(value) is float]
    return any(rates) or not rates
