"""Layers of a file that were one object, perhaps: JSON and HDF5 do not tell (decision 0140)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any

import jsonpatch

from model_codegen.analysis import Analysis, analyse
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.fileformat.serialization import from_json, operation_to_json, to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Operation, SubModel
from model_codegen.design.patches import fix
from model_codegen.design.shared_operations import is_object
from model_codegen.design.wording import listing, quote
from model_codegen.importers.saved.serialized_models import unique

_Place = tuple[str, str]
"""Ids of a graph and an operation."""


def maybe_shared(design: Design) -> list[Diagnostic]:
    """Advise to share layers that two graphs have under one name, with the figures of both.

    Keras gives each automatic name once in a session, so layers of one name that are alike in all
    else were one, or copies of one, or a person named two alike.

    Args:
        design: What was read of a file that does not tell which layers are one object.
    """
    groups = _groups(design)
    if not groups:
        return []
    before = analyse(design)
    groups = {key: found for key, found in groups.items() if _has_weights(before, found[0])}
    if before.errors or not groups:
        return []
    changes = _sharing(design, groups)
    after = analyse(from_json(jsonpatch.apply_patch(to_json(design), changes)))
    if after.errors or after.total_params == before.total_params:
        return []
    names = [quote(_operation(design, found[0]).name) for found in groups.values()]
    graphs = dict.fromkeys(graph for found in groups.values() for graph, _ in found)
    where = [
        "the model itself" if graph == MAIN else quote(design.models[graph].name)
        for graph in graphs
    ]
    message = (
        f"{listing(names)} {'stand' if len(names) > 1 else 'stands'} in {listing(where)} alike. "
        "This kind of file does not tell whether that is one layer: as copies the model has "
        f"{before.total_params:,} parameters; shared, {after.total_params:,}"
    )
    keys = {key for found in groups.values() for graph, key in found if graph == MAIN}
    nodes = tuple(n for n, node in design.main.nodes.items() if node.operation in keys)
    graph = MAIN
    if not nodes:
        graph, key = next(iter(groups.values()))[0]
        nodes = tuple(n for n, node in design.models[graph].nodes.items() if node.operation == key)
    title = "Share it" if len(groups) == 1 else f"Share {len(groups)} layers"
    return [Diagnostic("maybe-shared", "advice", message, nodes, graph, fix(title, changes))]


def _graphs(design: Design) -> Mapping[str, ModelGraph]:
    return {MAIN: design.main, **design.models}


def _groups(design: Design) -> dict[str, list[_Place]]:
    """Operations of several graphs that are alike in name and all else, by a free id."""
    alike: defaultdict[Hashable, list[_Place]] = defaultdict(list)
    for graph_id, graph in _graphs(design).items():
        for key, operation in graph.operations.items():
            if is_object(operation):
                alike[repr(operation)].append((graph_id, key))
    found: dict[str, list[_Place]] = {}
    for places in alike.values():
        if len({graph_id for graph_id, _ in places}) > 1:
            name = _operation(design, places[0]).name
            found[unique(name, {*found, *design.operations})] = places
    return found


def _operation(design: Design, place: _Place) -> Layer | SubModel:
    operation: Operation = _graphs(design)[place[0]].operations[place[1]]
    assert isinstance(operation, (Layer, SubModel))
    return operation


def _has_weights(analysis: Analysis, place: _Place) -> bool:
    graph = analysis.graphs.get(place[0])
    found = None if graph is None else graph.operations.get(place[1])
    return found is not None and bool(found.params)


def _sharing(design: Design, groups: Mapping[str, list[_Place]]) -> list[dict[str, Any]]:
    """The change that makes each group one operation of the design."""
    changes: list[dict[str, Any]] = []
    shared = {
        key: operation_to_json(_operation(design, places[0])) for key, places in groups.items()
    }
    if design.operations:
        changes += [patches.add(f"/operations{patches.pointer(k)}", o) for k, o in shared.items()]
    else:
        changes.append(patches.add("/operations", shared))
    for key, places in groups.items():
        for graph_id, own in places:
            graph = _graphs(design)[graph_id]
            calls = {n: key for n, node in graph.nodes.items() if node.operation == own}
            changes += patches.call_instead(graph_id, calls, [own])
    return changes
