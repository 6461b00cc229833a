"""Models of `keras.applications`: each made once, whatever is asked about it afterwards."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from cachetools import LRUCache, cached

from model_codegen import catalogue
from model_codegen.analysis.analysis_result import Weight
from model_codegen.analysis.call_outcome import State
from model_codegen.analysis.call_signature import fingerprint
from model_codegen.design.graph import Layer
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


class KerasLayer(Protocol):
    """What is asked of a `keras.Layer`."""

    name: str


class KerasModel(Protocol):
    """What is asked of a `keras.Model`."""

    name: str
    layers: Sequence[KerasLayer]
    input_shape: tuple[int | None, ...]
    compute_dtype: str
    variable_dtype: str


@dataclass(frozen=True)
class Names:
    """The names that Keras gives when it makes a model.

    Attributes:
        own: The model's, unless it is given another.
        taken: The automatic names that its layers use up, by stem: how many of each.
    """

    own: str
    taken: Mapping[str, int]


@dataclass(frozen=True)
class Application:
    """A model without weight memory, and what making it came to.

    Attributes:
        model: The `keras.Model`.
        names: The names that Keras gave.
        state: What it owns, all of it trainable that can be.
        owners: By weight: the place of its layer in `model.layers`.
    """

    model: KerasModel
    names: Names
    state: State
    owners: tuple[int, ...]

    def owned(self, layer: Layer) -> State:
        """What it owns where it stands, with what is frozen there."""
        weights = self.state.weights
        if not layer.trainable:
            return self.state.frozen()
        if layer.trainable_layers is None or weights is None:
            return self.state
        first = len(self.model.layers) - layer.trainable_layers
        kept = tuple(
            weight if owner >= first else replace(weight, trainable=False)
            for weight, owner in zip(weights, self.owners, strict=True)
        )
        dtypes = self.model.compute_dtype, self.model.variable_dtype
        return State.of_weights(kept, *dtypes)


def _key(layer: Layer, dtype_policy: str) -> Hashable:
    return layer.class_name, fingerprint(layer.config), layer.dtype, dtype_policy


@cached(LRUCache(8), key=_key, lock=Lock(), info=True)  # up to 20 MB each
def application(layer: Layer, dtype_policy: str) -> Application:
    """The model that a layer stands for. Imports Keras.

    Args:
        layer: A layer whose class is a model of `keras.applications`.
        dtype_policy: The design's policy.

    Raises:
        ConfigError: If Keras refuses the arguments.
    """
    return _make(layer, dtype_policy)


@cached(LRUCache(1024), key=_key, lock=Lock())
def given_names(layer: Layer, dtype_policy: str) -> Names:
    """The names that Keras gives when it makes the model that a layer stands for.

    Args:
        layer: A layer whose class is a model of `keras.applications`, and which can be made.
        dtype_policy: The design's policy.
    """
    return application(layer, dtype_policy).names


def _make(layer: Layer, dtype_policy: str) -> Application:
    whole = replace(layer, trainable=True, trainable_layers=None)
    with symbolic_scope(dtype_policy), counted_names() as counts:
        model = catalogue.construct(whole, dtype_policy, named=False)
        taken = dict(counts)
    places = {id(w): place for place, inner in enumerate(model.layers) for w in inner.weights}
    weights = tuple(
        Weight(variable.path, tuple(variable.shape), variable.dtype, variable.trainable)
        for variable in model.weights
    )
    return Application(
        model,
        Names(model.name, taken),
        State.of_weights(weights, model.compute_dtype, model.variable_dtype),
        tuple(places[id(variable)] for variable in model.weights),
    )
