"""What the Compare page draws and says of two designs, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.core import chain_comparison, number_text
from app.core.chain_comparison import MAX_NODES
from components.graph_picture import Arrow, Dot, Role
from model_codegen.comparison.differences import Change, Comparison, Kind
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, SubModel
from model_codegen.design.shared_operations import operation_of

SIGNS: Mapping[Kind, str] = {"added": "+", "removed": "−", "changed": "~"}

COLOURS: Mapping[Kind, str] = {"added": "green", "removed": "red", "changed": "orange"}
"""Of Streamlit's Markdown."""


def picture(
    design: Design, result: Mapping[str, Any], roles: Mapping[str, Role]
) -> tuple[list[Dot], list[Arrow]]:
    """The main graph with what is not in both designs coloured.

    Of a large graph only that is drawn, with the calls before and after it.

    Args:
        design: The design.
        result: Its analysis as JSON.
        roles: How calls are drawn that are not as in the other design, see `roles_of`.
    """
    dots, arrows = chain_comparison.picture(design, result)
    dots = [replace(dot, role=roles.get(dot.id, "plain")) for dot in dots]
    if len(dots) <= MAX_NODES:
        return dots, arrows
    near = {*roles}
    for arrow in arrows:
        if arrow.source in roles or arrow.target in roles:
            near |= {arrow.source, arrow.target}
    rows = {level: row for row, level in enumerate(sorted({d.level for d in dots if d.id in near}))}
    return (
        [replace(dot, level=rows[dot.level]) for dot in dots if dot.id in near][:MAX_NODES],
        [arrow for arrow in arrows if {arrow.source, arrow.target} <= near],
    )


def roles_of(comparison: Comparison, design: Design, *, after: bool) -> dict[str, Role]:
    """How the calls of a main graph are drawn that are not as in the other design.

    A block in which something changed is drawn as changed.

    Args:
        comparison: What the designs do not have in common.
        design: One of them.
        after: Whether it is the second.
    """
    roles: dict[str, Role] = {}
    inside: set[str] = set()
    for change in comparison.changes:
        place = change.after if after else change.before
        if place is None:
            continue
        if place.graph == MAIN:
            roles[place.node] = change.kind
        else:
            inside.add(place.graph)
    for node_id, node in design.main.nodes.items():
        operation = operation_of(design, design.main, node.operation)
        if isinstance(operation, SubModel) and _within(design, operation.model) & inside:
            roles.setdefault(node_id, "changed")
    return roles


def _within(design: Design, model: str) -> set[str]:
    """A definition and those that it holds."""
    found: set[str] = set()
    pending = [model]
    while pending:
        key = pending.pop()
        if key in found or key not in design.models:
            continue
        found.add(key)
        pending += [
            operation.model
            for operation in design.models[key].operations.values()
            if isinstance(operation, SubModel)
        ]
    return found


def verdict(comparison: Comparison) -> str:
    """`2 layers added, 1 changed`, or that nothing is."""
    if comparison.is_same:
        return "Both mean the same model"
    counts = [(kind, len(comparison.of(kind))) for kind in ("added", "removed", "changed")]
    found = [f"{count:,} {kind}" for kind, count in counts if count]
    if not found:
        return f"The same layers, {number_text.counted(len(comparison.settings), 'other change')}"
    return ", ".join(found)


def line(change: Change) -> str:
    """One change as a line of Markdown."""
    where = f" in {number_text.code(change.block)}" if change.block else ""
    more = f" · {number_text.signed(change.params)} parameters" if change.params else ""
    head = (
        f":{COLOURS[change.kind]}[**{SIGNS[change.kind]}**] {number_text.code(change.name)} "
        f"{number_text.plain(change.what)}{where}{more}"
    )
    return "\n".join(
        [head, *(f"    - {number_text.plain(str(one), 120)}" for one in change.details)]
    )


def lines(changes: Sequence[Change]) -> str:
    """Changes as a list in Markdown."""
    return "\n".join(f"- {line(change)}" for change in changes)
