"""Names that Keras uses up for what it makes inside a layer.

`MultiHeadAttention(dropout=0.1)` makes a `Dropout` when it is first called, and so the next
`Dropout` of the text is `dropout_1`. Keras is asked: the layer is made and called on symbolic
tensors, and what it has counted is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from functools import lru_cache
from threading import Lock

from cachetools import LRUCache, cached

from model_codegen import catalogue
from model_codegen.analysis.cached_calls import operation_key
from model_codegen.analysis.call_evaluation import invoke
from model_codegen.analysis.call_signature import signature
from model_codegen.design.graph import Layer, Node
from model_codegen.emitters.naming.automatic_names import taken_aside
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Call, LayerMade
from model_codegen.keras_bridge.automatic_names import counted_names
from model_codegen.keras_bridge.layer_internals import layer_stems, mask_stems
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


def made(reading: Reading, layer: LayerMade) -> None:
    """Count the names that are taken when a layer is made.

    Args:
        reading: The reading.
        layer: The layer.
    """
    if layer.config.get("mask_zero") is True or layer.path == "keras.layers.Masking":
        reading.names.masks = True
    if not _makes_layers(layer):
        return
    found, problems = to_layer(layer, reading.policy)
    if not problems:
        reading.names.counts.update(_taken(reading, found, None)[0])


def called(reading: Reading, layer: LayerMade, call: Call) -> None:
    """Count the names that are taken when a layer is first called.

    Args:
        reading: The reading.
        layer: The layer.
        call: The call.
    """
    if catalogue.find(layer.path) is None:
        return
    if not (
        _makes_layers(layer) or (reading.names.masks and mask_stems(catalogue.resolve(layer.path)))
    ):
        return
    found, problems = to_layer(layer, reading.policy)
    if not problems:
        reading.names.counts.update(_taken(reading, found, call)[1])


def _makes_layers(layer: LayerMade) -> bool:
    return layer.recorded is None and _has_stems(layer.path)


@lru_cache(maxsize=1024)
def _has_stems(path: str) -> bool:
    """Whether layers of a class make others."""
    entry = catalogue.find(path)
    return (
        entry is not None
        and entry.kind == "layer"
        and not entry.is_application
        and bool(layer_stems(catalogue.resolve(entry.path)))
    )


def _taken(reading: Reading, layer: Layer, call: Call | None) -> tuple[Counter[str], Counter[str]]:
    """The names taken by making a layer, and by calling it."""
    given = None if call is None else tensor_shapes.first_call(reading, call)
    key = operation_key(layer, reading.policy), None if given is None else signature(*given)
    reading.budget.work_out(("names", key))
    return _count(key, layer, reading.policy, given)


@cached(LRUCache(1024), key=lambda key, *_: key, lock=Lock())
def _count(
    key: Hashable,
    layer: Layer,
    policy: str,
    given: tuple[Node, dict[str, tensor_shapes.Symbols]] | None,
) -> tuple[Counter[str], Counter[str]]:
    empty: Counter[str] = Counter()
    with symbolic_scope(policy), counted_names() as counts:
        try:
            live = catalogue.construct(layer, policy)
            making = Counter(counts)
            if given is not None:
                invoke(live, given[0], given[1])
        except Exception:  # whatever Keras raises for a layer or call that does not fit
            return empty, empty
        calling = Counter(counts) - making
    return making - taken_aside(layer, policy), calling
