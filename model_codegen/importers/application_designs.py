"""Models of `keras.applications`: as a design of their own, and opened up where they stand in one.

They are made without weight memory, and no weights are fetched.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from model_codegen.analysis.call_signature import fingerprint
from model_codegen.analysis.pretrained_weights import asked
from model_codegen.catalogue import ConfigError, construct
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import APPLICATIONS, Design, Layer, ModelGraph, SubModel
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import is_application
from model_codegen.importers.import_result import ImportResult, Notes
from model_codegen.importers.saved.definitions import Definitions
from model_codegen.importers.saved.live_models import describe
from model_codegen.importers.saved.model_graphs import Reader
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


def from_application(
    name: str, config: Mapping[str, Any] | None = None, *, dtype_policy: str = "float32"
) -> ImportResult:
    """The graph of a model of `keras.applications`, as a design.

    Args:
        name: Its name, such as `"ResNet50"`, or its public path.
        config: Arguments of the function that makes it.
        dtype_policy: The design's dtype policy.

    Raises:
        DesignError: If there is no such model, or Keras refuses the arguments.
    """
    path = name if name.startswith(APPLICATIONS) else f"{APPLICATIONS}{name}"
    layer = Layer(path, name.rpartition(".")[2].lower(), dict(config or {"weights": None}))
    notes = Notes()
    reader = Reader(dtype_policy, notes)
    main = _graph(layer, reader, MAIN)
    design = Design(main.name, main, reader.definitions.models, dtype_policy)
    return ImportResult(design, tuple(notes.found.values()))


def open_up(design: Design, graph_id: str, operation_id: str) -> ImportResult:
    """Turn an application, which stands as one operation, into a block that shows its graph.

    What is frozen stays frozen. A drawing holds no weights; where they come from, it does.

    Args:
        design: The design.
        graph_id: The graph that calls it; other graphs may, too.
        operation_id: The operation.

    Raises:
        DesignError: If it is no application, or Keras refuses its arguments.
    """
    graph = design.main if graph_id == MAIN else design.models.get(graph_id)
    layer = operation_of(design, graph, operation_id) if graph else None
    if graph is None or not is_application(layer):
        raise DesignError("Only a model of keras.applications can be opened up.")
    notes = Notes()
    models = dict(design.models)
    reader = Reader(design.dtype_policy, notes, Definitions(models))
    model_id = reader.definitions.define(lambda own: _graph(layer, reader, own), layer.name)
    block = SubModel(model_id, layer.name, trainable=layer.trainable)
    found = tuple(notes.found.values())
    if operation_id not in graph.operations:
        operations = {**design.operations, operation_id: block}
        return ImportResult(replace(design, operations=operations, models=models), found)
    opened = replace(graph, operations={**graph.operations, operation_id: block})
    if graph_id != MAIN:
        models[graph_id] = opened
    main = opened if graph_id == MAIN else design.main
    return ImportResult(replace(design, main=main, models=models), found)


def _graph(layer: Layer, reader: Reader, graph_id: str) -> ModelGraph:
    # Frozen as a whole it is by its own flag, where it stands.
    whole = replace(layer, trainable=True)
    value = json.loads(_described(whole, reader.policy))
    graph = reader.read(value, graph_id)
    source = asked(layer)
    return graph if source is None else replace(graph, pretrained=(source,))


def _key(layer: Layer, policy: str) -> Hashable:
    """All that a model depends on, which is not what it is called."""
    config = fingerprint(layer.config)
    return layer.class_name, config, layer.dtype, layer.trainable_layers, policy


@cached(LRUCache(8), key=_key, lock=Lock())
def _described(layer: Layer, policy: str) -> str:
    """A model as a file would have it; making one takes a second."""
    try:
        with symbolic_scope(policy):
            return json.dumps(describe(construct(layer, policy, named=False)))
    except ConfigError as error:
        raise DesignError(f"Keras cannot make this model: {error.message}") from None
