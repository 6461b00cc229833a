"""What is taken out of a graph takes along what is of no use without it."""

from __future__ import annotations

from model_codegen.analysis.advice.reduced_graph import in_order, instead, pruned, renamed, without
from model_codegen.design.graph import ModelGraph, Node, TensorRef
from tests.drafting import graph, inp, layer, ref

D = layer("Dense", units=4)


def drawn() -> ModelGraph:
    return graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "a": (D, "x"),
            "b": (D, "y"),
            "m": (layer("Add"), ["a", "b"]),
            "c": (D, "m"),
        },
        ["x", "y"],
    )


def test_only_what_outputs_need_stays() -> None:
    found = pruned(drawn(), [ref("a")])
    assert {*found.nodes} == {"x", "a"} == {*found.operations}
    assert (found.inputs, found.outputs) == ("x", ref("a"))
    both = pruned(drawn(), [ref("a"), ref("b")])
    assert (both.inputs, both.outputs) == (["x", "y"], [ref("a"), ref("b")])


def test_a_merge_takes_what_is_left() -> None:
    found = without(drawn(), ["y"], (), [ref("c")])
    assert found is not None
    assert {*found.nodes} == {"x", "a", "c"}
    assert found.nodes["c"].args == (ref("a"),)
    wire = without(drawn(), (), [("a", "m")], [ref("c")])
    assert wire is not None
    assert {*wire.nodes} == {"y", "b", "c"}
    assert without(drawn(), ["x", "y"], (), [ref("c")]) is None


def test_another_tensor_stands_for_a_call() -> None:
    found = instead(drawn(), {"m": ref("a")}, [ref("c")])
    assert {*found.nodes} == {"x", "a", "c"}
    end = instead(drawn(), {"c": ref("m"), "m": ref("b")}, [ref("c")])
    assert end.outputs == ref("b")


def test_calls_take_other_tensors_and_are_in_order() -> None:
    node = Node("m", ([TensorRef("a"), TensorRef("b", 1)],))
    assert renamed(node, {"b": "c"}).args == ([TensorRef("a"), TensorRef("c", 1)],)
    assert in_order(drawn(), {"c", "a", "x"}) == ["x", "a", "c"]
