"""What a design costs, as JSON: what runs inside worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from app.core.tasks.drawn_design import analysis_of

if TYPE_CHECKING:
    from components.cost_protocol import CallCost, Costs, GraphCost, LensSettings
    from model_codegen import costing
    from model_codegen.design.graph import Design


def cost(design: Design, settings: LensSettings) -> Costs:
    """What a design costs, as far as it is known.

    Args:
        design: Any.
        settings: For what it is counted. Sizes of dimensions that it does not leave open are
            passed over: they are of the design as it was before.

    Raises:
        CostError: If the policy is none.
    """
    from model_codegen.costing import cost as counted

    found = counted(
        design,
        settings["batch"],
        settings["dims"],
        training=settings["training"],
        policy=settings["policy"],
        analysis=analysis_of(design),
        partial=True,
        strict=False,
    )
    return {
        "graphs": {key: _graph(graph) for key, graph in found.graphs.items()},
        "open": {name: found.dims.get(name) for name in found.open},
        "policy": found.policy,
        "params": found.params,
        "weights": dict(found.bytes_by_dtype),
        "training": found.known_training_bytes,
        "problems": [*found.problems],
    }


def _graph(graph: costing.GraphCost) -> GraphCost:
    return {
        "calls": {key: _call(node) for key, node in graph.nodes.items()},
        "flops": graph.flops,
        "macs": graph.macs,
        "memory": graph.activation_bytes,
        "kept": graph.kept_bytes,
        "fullest": graph.fullest,
    }


def _call(node: costing.NodeCost) -> CallCost:
    most = max(node.work, key=lambda row: row.flops, default=None)
    return {
        "flops": node.flops,
        "macs": node.macs,
        "params": node.params,
        "bytes": node.param_bytes,
        "memory": node.activation_bytes,
        "kept": node.kept_bytes,
        "dtype": node.dtype,
        "field": "" if node.field is None else str(node.field),
        "formula": "" if most is None else most.formula,
        "notes": [*node.notes],
    }


class Grown(TypedDict):
    """How costs grow with one dimension, in words, and as a polynomial where it is one."""

    dimension: str
    flops: str
    formula: str
    memory: str


def growth(design: Design, settings: LensSettings) -> list[Grown]:
    """How the cost of a design grows with the batch and its open dimensions; empty if unknown.

    Args:
        design: Any.
        settings: As in `cost`.
    """
    from model_codegen.costing import cost as counted
    from model_codegen.costing.dimensions import CostError

    found = counted(
        design,
        settings["batch"],
        settings["dims"],
        training=settings["training"],
        policy=settings["policy"],
        analysis=analysis_of(design),
        partial=True,
        strict=False,
    )
    if not found.whole:
        return []
    rows: list[Grown] = []
    for name in ("batch", *found.open):
        try:
            grown = found.growth(name)
        except CostError:
            continue
        rows.append(
            {
                "dimension": name,
                "flops": str(grown.flops),
                "formula": grown.flops.formula,
                "memory": str(grown.activation_bytes),
            }
        )
    return rows
