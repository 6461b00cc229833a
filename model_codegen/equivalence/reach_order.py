"""The order in which the outputs of a graph reach its calls: the same whatever ids these have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.design.by_identity import by_identity
from model_codegen.design.graph import ModelGraph, Node, TensorRef
from model_codegen.design.traversal import flattened, leaves, order
from model_codegen.equivalence.untupled import untupled


def reach_order(graph: ModelGraph, outputs: Any) -> list[str]:
    """The ids of the calls that reach an output, each after those it needs.

    The first output comes first, and of a call its first argument, so that two graphs that mean the
    same have the same order. A draft's cycles are cut anywhere; what it has not got is left out.

    Args:
        graph: Any graph.
        outputs: Its outputs, a tree of `TensorRef`; anything else in it reaches nothing.
    """
    found: list[str] = []
    seen: set[str] = set()
    ends = [leaf.node for leaf in flattened(outputs) if isinstance(leaf, TensorRef)]
    stack = [("", iter(ends))]
    while True:
        key, sources = stack[-1]
        following = next((s for s in sources if s in graph.nodes and s not in seen), None)
        if following is not None:
            seen.add(following)
            stack.append((following, iter(_sources(graph, following))))
        elif len(stack) > 1:
            found.append(key)
            stack.pop()
        else:
            return found


def reach_order_of_all(graph: ModelGraph) -> list[str]:
    """The ids of all calls: first those that reach an output, then the others as `order` has them.

    Args:
        graph: Any graph; the outputs of one that are "auto" reach nothing.
    """
    return [*_order_of_all(graph.nodes, graph.inputs, graph.outputs)]


@by_identity(16)
def _order_of_all(nodes: Mapping[str, Node], inputs: Any, outputs: Any) -> list[str]:
    graph = ModelGraph("", nodes=nodes, inputs=inputs, outputs=outputs)
    return [*dict.fromkeys([*reach_order(graph, outputs), *order(graph)])]


def _sources(graph: ModelGraph, node_id: str) -> list[str]:
    node = graph.nodes[node_id]
    if not node.kwargs and all(type(argument) is TensorRef for argument in node.args):
        return [ref.node for ref in node.args if isinstance(ref, TensorRef)]
    found = [untupled(argument) for argument in (*node.args, dict(node.kwargs))]
    return [leaf.node for leaf in leaves(found) if isinstance(leaf, TensorRef)]
