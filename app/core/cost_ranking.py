"""The calls of a design, the dearest first, beside the same counted for something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core import layer_table
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import INPUT_CLASS, Design, Layer
from model_codegen.design.shared_operations import expanded

if TYPE_CHECKING:
    from components.cost_protocol import CallCost, Costs


@dataclass(frozen=True)
class Ranked:
    """One call of the main graph.

    Attributes:
        name: As on the canvas.
        kind: Class or function.
        flops: Float operations of a forward pass.
        share: Of all of them, from 0 to 1.
        params: Scalars in its weights, where they are counted.
        memory: Bytes of its outputs, and of what it needs besides while it runs.
        dtype: Of its output.
        field: What of the input each element of its output sees; empty where that makes no sense.
        formula: How most of the float operations are worked out.
        beside: Its cost as it is counted beside; None if it is not.
    """

    name: str
    kind: str
    flops: int
    share: float
    params: int
    memory: int
    dtype: str
    field: str
    formula: str
    beside: CallCost | None


def ranked(design: Design, costs: Costs, beside: Costs | None = None) -> list[Ranked]:
    """The calls of the main graph, by float operations, then by memory.

    Args:
        design: The design.
        costs: What it costs.
        beside: The same counted for something else.
    """
    full = expanded(design)
    calls = costs["graphs"][MAIN]["calls"]
    total = max(1, costs["graphs"][MAIN]["flops"])
    other: Mapping[str, CallCost] = {} if beside is None else beside["graphs"][MAIN]["calls"]
    found = []
    for node_id, call in calls.items():
        node = full.main.nodes.get(node_id)
        operation = None if node is None else full.main.operations.get(node.operation)
        if operation is None:
            continue
        if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
            continue
        found.append(
            Ranked(
                layer_table.name(operation),
                layer_table.kind(operation, full),
                call["flops"],
                call["flops"] / total,
                call["params"],
                call["memory"],
                call["dtype"],
                call["field"],
                call["formula"] if call["flops"] else "",
                other.get(node_id),
            )
        )
    return sorted(found, key=lambda row: (-row.flops, -row.memory, row.name))
