"""The code of a live model's own classes, read from the module that the program has them from."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.code_edits import only_used
from model_codegen.design.custom_code import CustomCode, read_code
from model_codegen.design.custom_layers import names_in_use, own_names
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, ModelGraph, Operation
from model_codegen.design.wording import quote
from model_codegen.importers.import_result import ImportResult, Unrepresentable
from model_codegen.importers.saved.minimal_config import plain
from model_codegen.importers.source.result.keras_imports import from_keras


def with_live_code(read: ImportResult, layers: Iterable[Any]) -> ImportResult:
    """Keep the code of those placeholders whose class stands at the top of a module of the program.

    One module gives the code, that of the first such class: two need not agree in their names.

    Args:
        read: What was read of a live model.
        layers: All layers of the model.
    """
    kinds = {f"{type(each).__module__}.{type(each).__qualname__}": type(each) for each in layers}
    graphs = {MAIN: read.design.main, **read.design.models}
    homes = [read.design.operations, *(graph.operations for graph in graphs.values())]
    placeholders = [
        operation
        for operations in homes
        for operation in operations.values()
        if isinstance(operation, Layer) and operation.recorded and operation.class_name in kinds
    ]
    for home in dict.fromkeys(kinds[layer.class_name].__module__ for layer in placeholders):
        text = "" if home.partition(".")[0] == "keras" else _text(home)
        code = read_code(text)
        kept = {key: _graph(graph, home, code, read.design) for key, graph in graphs.items()}
        design = replace(
            read.design,
            main=kept[MAIN],
            models={key: kept[key] for key in read.design.models},
            operations=_operations(read.design.operations, home, code, read.design),
            code=code.text,
        )
        if names := names_in_use(design):
            design = replace(design, code=only_used(from_keras(only_used(text, names)), names))
            return replace(read, design=design, diagnostics=_still_told(read, kept, design))
    return read


def _text(module: str) -> str:
    """The source of a module of this process; empty if there is none."""
    try:
        return inspect.getsource(sys.modules[module])
    except (OSError, TypeError, KeyError):
        return ""


def _graph(graph: ModelGraph, home: str, code: CustomCode, design: Design) -> ModelGraph:
    return replace(graph, operations=_operations(graph.operations, home, code, design))


def _operations(
    operations: Mapping[str, Operation], home: str, code: CustomCode, design: Design
) -> dict[str, Operation]:
    return {key: _kept(each, home, code, design.dtype_policy) for key, each in operations.items()}


def _kept(operation: Operation, home: str, code: CustomCode, policy: str) -> Operation:
    """A placeholder as a custom layer, if its constructor takes what its config has."""
    if not isinstance(operation, Layer) or operation.recorded is None:
        return operation
    module, _, name = operation.class_name.rpartition(".")
    if module != home or name not in code.classes:
        return operation
    try:
        config = plain(operation.config, policy)
    except Unrepresentable:
        return operation
    if not all(code.takes(name, key) for key in config):
        return operation
    recorded = replace(operation.recorded, reason=f"{quote(name)} is code of this design")
    return replace(operation, class_name=name, config=config, recorded=recorded)


def _still_told(read: ImportResult, kept: Mapping[str, ModelGraph], design: Design) -> Any:
    """The findings without those about placeholders that have their code now."""
    code = read_code(design.code)
    own = {
        (graph_id, node_id)
        for graph_id, graph in kept.items()
        for node_id, node in graph.nodes.items()
        if (called := {**design.operations, **graph.operations}.get(node.operation)) is not None
        and own_names(called, code)
    }
    return tuple(
        each
        for each in read.diagnostics
        if each.code != "placeholder" or not any((each.graph, node) in own for node in each.nodes)
    )
