"""Costs of instances, told of the call that was drawn."""

from __future__ import annotations

from model_codegen.costing.cost_result import GraphCost, NodeCost
from model_codegen.costing.drawn_cost import told
from model_codegen.costing.work import each
from model_codegen.design.expanded_graph import Use
from model_codegen.design.expansion import Expansion
from tests.drafting import design, inp

DRAWN = design({"x": (inp(4),)})
OTHER = design({"x": (inp(4),)})


def test_instances_are_added_up_and_problems_are_told_of_the_drawn_call() -> None:
    one = NodeCost("b", (each("Relu", 4),), flops=4, output_bytes=16, inside_bytes=3)
    two = NodeCost("b", (each("Relu", 6),), flops=6, output_bytes=24, inside_bytes=5)
    graph = GraphCost({"b~1": one, "b": two}, 10, 0, 40, "b~1", 0, {"b~1": "`b_1`: …"})
    use = Use("main", nodes={"b~1": "b"})
    main = told(Expansion(DRAWN, OTHER, {"main": use}), {"main": graph})["main"]
    assert main.nodes.keys() == {"b"}
    node = main.nodes["b"]
    assert (node.flops, node.output_bytes, node.inside_bytes) == (10, 40, 5)
    assert [(row.op, row.flops) for row in node.work] == [("Relu", 10)]
    assert (main.fullest, main.problems) == ("b", {"b": "`b_1`: …"})


def test_what_has_nothing_to_expand_is_as_it_is() -> None:
    graph = GraphCost({}, 0, 0, 0, None, 0)
    assert told(Expansion(DRAWN, DRAWN), {"main": graph}) == {"main": graph}
