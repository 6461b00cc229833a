"""The cost of an expanded design, told of the design that was drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from model_codegen.costing.cost_result import GraphCost, NodeCost
from model_codegen.costing.work import each
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.expansion import Expansion


def told(expansion: Expansion, graphs: Mapping[str, GraphCost]) -> dict[str, GraphCost]:
    """The costs of the drawn graphs: a call that is repeated costs what all its instances do.

    Args:
        expansion: The design, and what it was expanded to.
        graphs: The costs of that.
    """
    if expansion.design is expansion.drawn:
        return dict(graphs)
    return {
        graph_id: _graph(graphs[graph_id], expansion.uses[graph_id].nodes)
        for graph_id in (MAIN, *expansion.drawn.models)
        if graph_id in graphs
    }


def _graph(found: GraphCost, drawn: Mapping[str, str]) -> GraphCost:
    instances: dict[str, list[NodeCost]] = {}
    for node_id, cost in found.nodes.items():
        instances.setdefault(drawn.get(node_id, node_id), []).append(cost)
    problems: dict[str, str] = {}
    for node_id, text in found.problems.items():
        problems.setdefault(drawn.get(node_id, node_id), text)
    fullest = found.fullest
    return replace(
        found,
        nodes={key: _together(several) for key, several in instances.items()},
        fullest=None if fullest is None else drawn.get(fullest, fullest),
        problems=problems,
    )


def _together(instances: Sequence[NodeCost]) -> NodeCost:
    """A call, by its instances one after the other."""
    last = instances[-1]
    if len(instances) == 1:
        return last
    counts: dict[str, int] = {}
    for cost in instances:
        for row in cost.work:
            counts[row.op] = counts.get(row.op, 0) + row.count
    return replace(
        last,
        work=tuple(each(op, count, "in all") for op, count in counts.items()),
        flops=sum(cost.flops for cost in instances),
        macs=sum(cost.macs for cost in instances),
        params=sum(cost.params for cost in instances),
        param_bytes=sum(cost.param_bytes for cost in instances),
        trainable_params=sum(cost.trainable_params for cost in instances),
        output_bytes=sum(cost.output_bytes for cost in instances),
        inside_bytes=max(cost.inside_bytes for cost in instances),
        kept_bytes=sum(cost.kept_bytes for cost in instances),
        notes=tuple(dict.fromkeys(note for cost in instances for note in cost.notes)),
    )
