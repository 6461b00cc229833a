"""Names that layers of Keras 2 might have and layers of Keras 3 may not."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import ModelGraph, Op, Operation
from model_codegen.design.wording import quote
from model_codegen.importers.saved.serialized_models import unique


def without_slashes(graph: ModelGraph) -> tuple[ModelGraph, dict[str, tuple[str, str]]]:
    """A graph in which no name has a slash, as Keras 3 wants it.

    Args:
        graph: The graph of a model.

    Returns:
        The graph, with `_` in place of slashes; and by id of each operation that has another name
        now: its name, quoted, and what is to be known of it.
    """
    taken = {o.name for o in graph.operations.values() if not isinstance(o, Op)}
    operations: dict[str, Operation] = {}
    renamed: dict[str, tuple[str, str]] = {}
    for operation_id, operation in graph.operations.items():
        operations[operation_id] = operation
        if isinstance(operation, Op) or "/" not in operation.name:
            continue
        name = unique(operation.name.replace("/", "_"), taken)
        taken.add(name)
        operations[operation_id] = replace(operation, name=name)
        reason = f"it was called {quote(operation.name)}; Keras 3 allows no slash in a name"
        renamed[operation_id] = quote(name), reason
    if not renamed and "/" not in graph.name:
        return graph, {}
    return replace(graph, name=graph.name.replace("/", "_"), operations=operations), renamed
