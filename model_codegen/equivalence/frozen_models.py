"""Which definitions stand in frozen blocks only, so that nothing of them is trained."""

from __future__ import annotations

from model_codegen.design.config_references import held
from model_codegen.design.graph import Design, SubModel


def always_frozen(full: Design) -> frozenset[str]:
    """The definitions whose every instance is frozen, or stands in a block that is.

    Args:
        full: A design with its own operations in the graphs that call them.
    """
    seen: set[tuple[str, bool]] = set()
    pending = [(full.main, False)]
    while pending:
        graph, frozen = pending.pop()
        inside = held(full, graph.operations.values())
        for operation in (*graph.operations.values(), *inside.values()):
            if not isinstance(operation, SubModel) or operation.model not in full.models:
                continue
            state = operation.model, frozen or not operation.trainable
            if state not in seen:
                seen.add(state)
                pending.append((full.models[operation.model], state[1]))
    trained = {model for model, frozen in seen if not frozen}
    return frozenset(model for model, _ in seen if model not in trained)
