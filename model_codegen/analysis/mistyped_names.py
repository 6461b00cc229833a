"""Fixes for names that Keras does not have, where one that it has is nearly the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from model_codegen import catalogue
from model_codegen.analysis.call_outcome import Problem
from model_codegen.analysis.graph_state import GraphState
from model_codegen.design import patches
from model_codegen.design.diagnostics import Fix
from model_codegen.design.graph import Layer

_LONGEST = 100
_ALIKE = 0.75


def meant(state: GraphState, node_id: str, problem: Problem) -> Fix | None:
    """A change of the name at fault into the one that was probably meant.

    Args:
        state: What is known of the graph.
        node_id: The call that failed.
        problem: Why it failed.
    """
    operation_id = state.graph.nodes[node_id].operation
    operation = state.graph.operations[operation_id]
    if not isinstance(operation, Layer) or operation.recorded is not None:
        return None
    # An operation of the design itself stands elsewhere in the document.
    of_design = state.graph_id != "" and operation_id in state.design.operations
    home = (
        patches.pointer("operations", operation_id)
        if of_design
        else patches.graph_pointer(state.graph_id, "operations", operation_id)
    )
    if problem.code == "unknown-layer" and catalogue.find(operation.class_name) is None:
        near = nearest_layer(operation.class_name)
        if near is None or not _fits(replace(operation, class_name=near)):
            return None
        title = f"Did you mean {near.rpartition('.')[2]}?"
        return patches.fix(title, [patches.replace(f"{home}/class_name", near)])
    entry = catalogue.find(operation.class_name)
    name = problem.argument
    if problem.code != "invalid-config" or entry is None or name not in operation.config:
        return None
    known = entry.schema["properties"]
    if name is None or name in known:
        return None
    free = [key for key in known if key not in operation.config]
    found = get_close_matches(name[:_LONGEST], free, n=1)
    if not found:
        return None
    config = {found[0] if key == name else key: v for key, v in operation.config.items()}
    if any(each.argument == found[0] for each in _problems(replace(operation, config=config))):
        return None
    return patches.fix(f"Did you mean {found[0]}?", [patches.replace(f"{home}/config", config)])


def nearest_layer(path: str, among: Iterable[str] | None = None) -> str | None:
    """The public path of the layer that a path was probably meant to be; None if there is none.

    Args:
        path: A path that Keras does not have, such as `keras.layers.Dropuot`.
        among: Paths to choose from; all of Keras' layers by default.
    """
    module, _, name = path[:_LONGEST].rpartition(".")
    if among is None:
        entries = catalogue.load().entries.values()
        among = [entry.path for entry in entries if entry.kind == "layer"]
    names = {
        each.rpartition(".")[2].lower(): each for each in among if each.rpartition(".")[0] == module
    }
    found = get_close_matches(name.lower(), names, n=1, cutoff=_ALIKE)
    return names[found[0]] if found else None


def _fits(layer: Layer) -> bool:
    return not _problems(layer)


def _problems(layer: Layer) -> list[catalogue.ConfigProblem]:
    entry = catalogue.find(layer.class_name)
    return [] if entry is None else catalogue.check_config(entry, layer.config)
