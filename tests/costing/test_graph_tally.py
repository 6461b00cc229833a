"""What calls cost, put together by hand."""

from __future__ import annotations

from model_codegen.analysis.analysis_result import GraphAnalysis, OperationAnalysis
from model_codegen.costing.call import Parts, Spec
from model_codegen.costing.graph_tally import GraphTally
from model_codegen.costing.work import each
from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import flow
from tests.drafting import graph, inp, layer

TENSOR = Spec((2, 4))


def test_an_operation_that_is_called_twice_has_its_weights_once() -> None:
    drawn = graph(
        {"x": (inp(4),), "first": (layer("Dense", units=4), "x"), "second": ("first", "first")}
    )
    tally = GraphTally(drawn, flow(drawn))
    tally.input("x", TENSOR)
    owner = OperationAnalysis(("first", "second"), params=20, bytes=80)
    for node in ("first", "second"):
        tally.specs[node] = (TENSOR,)
        tally.keep(node, "keras.layers.Dense", Parts((each("MatMul", 16),), kept=1), owner)
    assert not tally.sees("second"), "a receptive field is one of pictures"
    found, called = tally.together(GraphAnalysis({}, {}, TensorRef("second", 0)), TENSOR.bytes)
    assert [(cost.params, cost.shared) for cost in found.nodes.values()] == [
        (0, False),
        (20, False),
        (0, True),
    ]
    assert (found.macs, found.flops) == (32, 64)
    assert (found.activation_bytes, found.fullest) == (3 * TENSOR.bytes, "second")
    assert found.kept_bytes == 3 * TENSOR.bytes + 2
    assert called.outputs == (TENSOR,)
    assert called.parts.work == (each("MatMul", 32, "in all"),)
    assert (called.parts.inside, called.parts.kept) == (TENSOR.bytes, TENSOR.bytes + 2)
