"""Which operation of a design itself one is that was read anew."""

from __future__ import annotations

from collections.abc import Collection, Set

from model_codegen.design.graph import Design, Operation
from model_codegen.equivalence.pairing import fresh_id


def shared_id(
    old: Design,
    key: str,
    operation: Operation,
    beside: str,
    found: Collection[str],
    taken: Set[str],
) -> str:
    """The id that an operation of the new design itself has in the result.

    It is that of the operation in its place, or of one with its name, or else a new one.

    Args:
        old: The design that was there before.
        key: Its id in the new design.
        operation: The operation.
        beside: The id of the one in its place in the old design; empty if there is none.
        found: The operations of the old design that have a partner already.
        taken: Ids that are in use in the result.
    """
    name = getattr(operation, "name", None)
    alike = [k for k, o in old.operations.items() if getattr(o, "name", None) == name]
    for near in (beside, *alike):
        if near in old.operations and near not in found:
            return near
    graphs = (old.main, *old.models.values())
    own = {k for graph in graphs for k in graph.operations}
    return fresh_id(key, {*old.operations, *own}, {*taken})
