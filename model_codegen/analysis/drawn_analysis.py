"""What is known of an expanded design, told of the design that was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from model_codegen.analysis.analysis_result import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    OperationAnalysis,
    Weight,
)
from model_codegen.analysis.call_outcome import MOST_WEIGHTS
from model_codegen.analysis.drawn_fixes import drawn_fix
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.expanded_graph import Use
from model_codegen.design.expansion import Expansion
from model_codegen.design.graph import ModelGraph, Op
from model_codegen.design.wording import listing, quote, shorten


class DrawnAnalysis:
    """Tells of one document again and again; where nothing has changed, in the very same objects.

    A call that is repeated has the tensors of the last one, or what is wrong with any; its
    operation owns what all instances own. A definition is shown with the arguments of its first
    use, or with its defaults where it is used with them; what is wrong with some uses only says
    with which arguments.
    """

    def __init__(self) -> None:
        self._told: dict[str, tuple[GraphAnalysis, Use, GraphAnalysis]] = {}

    def told(self, expansion: Expansion, whole: Analysis) -> Analysis:
        """The analysis of the drawn design.

        Args:
            expansion: The design, and what it was expanded to.
            whole: The analysis of that.
        """
        before, self._told = self._told, {}
        graphs: dict[str, GraphAnalysis] = {}
        for graph_id, drawn in (*expansion.drawn.models.items(), (MAIN, expansion.drawn.main)):
            found, use = whole.graphs[graph_id], expansion.uses[graph_id]
            known = before.get(graph_id)
            if known is not None and known[0] is found and known[1] is use:
                graphs[graph_id] = known[2]
            else:
                graphs[graph_id] = _graph(drawn, expansion, graph_id, found)
            self._told[graph_id] = found, use, graphs[graph_id]
        return Analysis(graphs, tuple(_diagnostics(expansion, whole.diagnostics)), whole)


def _graph(
    drawn: ModelGraph, expansion: Expansion, graph_id: str, found: GraphAnalysis
) -> GraphAnalysis:
    use = expansion.uses[graph_id]
    if not use.nodes and not use.operations:
        return found
    instances: dict[str, list[str]] = {}
    for node_id, origin in use.nodes.items():
        instances.setdefault(origin, []).append(node_id)
    copies: dict[str, list[str]] = {}
    for key, origin in use.operations.items():
        copies.setdefault(origin, []).append(key)
    graph = expansion.design.main if graph_id == MAIN else expansion.design.models[graph_id]
    return replace(
        found,
        nodes={
            key: _node([found.nodes[each] for each in (*instances.get(key, ()), key)])
            for key in drawn.nodes
        },
        operations={
            key: _operation(
                [(_name(graph, each), found.operations[each]) for each in copies[key]]
                + [(_name(graph, key), operation)]
            )
            if key in copies
            else operation
            for key, operation in found.operations.items()
            if key not in use.operations and key not in expansion.shared
        },
        unused=tuple(key for key in found.unused if key not in use.nodes),
    )


def _name(graph: ModelGraph, operation_id: str) -> str:
    operation = graph.operations.get(operation_id)
    return operation_id if operation is None or isinstance(operation, Op) else operation.name


def _node(instances: Sequence[NodeAnalysis]) -> NodeAnalysis:
    """A call, by its instances one after the other."""
    return next((each for each in instances if each.state == "failed"), instances[-1])


def _operation(instances: Sequence[tuple[str, OperationAnalysis]]) -> OperationAnalysis:
    """An operation, by its instances one after the other, each with its name."""
    *_, (_, last) = instances
    parts = [part for _, part in instances]
    return replace(
        last,
        weights=_weights(instances),
        params=sum(part.params for part in parts),
        trainable_params=sum(part.trainable_params for part in parts),
        non_trainable_params=sum(part.non_trainable_params for part in parts),
        bytes=sum(part.bytes for part in parts),
    )


def _weights(instances: Iterable[tuple[str, OperationAnalysis]]) -> tuple[Weight, ...] | None:
    found: list[Weight] = []
    for name, part in instances:
        if part.weights is None or len(found) + len(part.weights) > MOST_WEIGHTS:
            return None
        found += [replace(weight, path=f"{name}/{weight.path}") for weight in part.weights]
    return tuple(found)


def _diagnostics(expansion: Expansion, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings of the drawn design, each once."""
    uses = expansion.uses
    variants = Counter(use.graph_id for use in uses.values())
    merged: dict[object, list[Diagnostic]] = {}
    for each in found:
        use = uses[each.graph]
        nodes = _drawn_nodes(use, each)
        repeated = not {*use.nodes.values()}.isdisjoint(nodes)
        # Of what is the same thing, only the words may differ, which tell of shapes and names.
        words = "" if repeated or variants[use.graph_id] > 1 else each.message
        merged.setdefault((each.code, use.graph_id, nodes, each.alike, words), []).append(each)
    for several in merged.values():
        shown = next((each for each in several if uses[each.graph].graph_id == each.graph), None)
        told = shown or several[0]
        use = uses[told.graph]
        offered = [(each.graph, fix) for each in several for fix in (each.fix, *each.others) if fix]
        fixes = [fix for one in offered if (fix := drawn_fix(expansion, *one))]
        told = replace(
            told,
            severity=several[0].severity,
            nodes=_drawn_nodes(use, told),
            graph=use.graph_id,
            fix=fixes[0] if fixes else None,
            others=tuple(fixes[1:]),
        )
        having = dict.fromkeys(each.graph for each in several)
        if len(having) < variants[use.graph_id]:
            where = _with_arguments([uses[graph_id].given for graph_id in having])
            told = replace(
                told, message=f"{where}: {told.message}", reason=f"{where}: {told.reason}"
            )
        yield told


def _drawn_nodes(use: Use, found: Diagnostic) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.nodes.get(node, node) for node in found.nodes))


def _with_arguments(given: Sequence[Mapping[str, object]]) -> str:
    """With which arguments something is so: "With `filters=64`", "With its defaults"."""
    return f"With {listing([_described(each) for each in given], 3)}"


def _described(given: Mapping[str, object]) -> str:
    if not given:
        return "its defaults"
    return quote(", ".join(f"{name}={shorten(repr(value))}" for name, value in given.items()))
