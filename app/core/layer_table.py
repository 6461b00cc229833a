"""The table of layers: what is known of a design, also of one that cannot be built yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core import number_text
from model_codegen.design import traversal
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, Op, Operation, SubModel
from model_codegen.design.shared_operations import expanded


@dataclass(frozen=True)
class Row:
    """One operation.

    Attributes:
        name: As on the canvas; an op has the name of its function.
        kind: Class or function, without its module.
        output: Shapes of its calls' outputs, each different one once.
        params: Scalars in its weights; None where that is not known yet.
        calls: How often it is called.
    """

    name: str
    kind: str
    output: str
    params: int | None
    calls: int


def rows(design: Design, result: Mapping[str, Any]) -> list[Row]:
    """The operations of the main graph in the order of their first calls.

    Args:
        design: The design.
        result: Its analysis as JSON.
    """
    design = expanded(design)
    graph = design.main
    analysis = result["graphs"][MAIN]
    found = []
    for key, calls in _by_first_call(design).items():
        operation = graph.operations[key]
        known = analysis["operations"].get(key)
        outputs = [number_text.shapes(analysis["nodes"][node]["outputs"]) for node in calls]
        found.append(
            Row(
                name=name(operation),
                kind=kind(operation, design),
                output=" · ".join(dict.fromkeys(outputs)),
                params=_params(operation, known),
                calls=len(calls),
            )
        )
    return found


def _params(operation: Operation, known: Mapping[str, Any] | None) -> int | None:
    """How many there are; None where that is not known."""
    recorded = operation.recorded if isinstance(operation, Layer) else None
    if recorded is not None and recorded.inputs:  # a custom layer that was read or built
        return recorded.params
    return known["params"] if known and known["weights"] is not None else None


def _by_first_call(design: Design) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node_id in traversal.order(design.main):
        key = design.main.nodes[node_id].operation
        if key in design.main.operations:
            found.setdefault(key, []).append(node_id)
    return found


def name(operation: Operation) -> str:
    """As on the canvas; an op has the name of its function."""
    if isinstance(operation, Op):
        return operation.function.rpartition(".")[2]
    return operation.name


def kind(operation: Operation, design: Design) -> str:
    """The class or function without its module; a block by the name of its definition.

    A block that is repeated says how often.
    """
    match operation:
        case Layer():
            return operation.class_name.rpartition(".")[2]
        case Op():
            return operation.function.removeprefix("keras.")
        case SubModel():
            model = design.models.get(operation.model)
            times = f" × {operation.repeat}" if operation.repeat > 1 else ""
            return (f"block {model.name}" if model else "block") + times
