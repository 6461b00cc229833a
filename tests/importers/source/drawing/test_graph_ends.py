"""The ends of a graph that is drawn."""

from __future__ import annotations

from model_codegen.importers.source.drawing.graph_ends import ends, tree_of
from model_codegen.importers.source.values import Call, LayerMade, OpMade, Tensor


def calls() -> list[Call]:
    picture = LayerMade("keras.Input", "picture", False, {}, "float32")
    first = Call(picture, (), {}, 1, 0)
    second = Call(OpMade("keras.ops.abs"), (Tensor(first),), {}, 2, 1)
    third = Call(OpMade("keras.ops.add"), (1,), {"x2": [Tensor(second)]}, 3, 2)
    unused = Call(picture, (), {}, 4, 3)
    return [first, second, third, unused]


def test_the_ends_are_the_calls_that_nothing_consumes_but_for_inputs() -> None:
    *_, last, unused = calls()
    assert ends([unused, last]) == [last]
    assert [call.number for call in ends(calls())] == [2]


def test_what_is_no_tensor_is_left_out_of_a_tree() -> None:
    first, second, *_ = map(Tensor, calls())
    tree = {"a": (first, 3), 4: [second], "none": [None], "empty": ()}
    assert tree_of(tree, lambda tensor: tensor.call.number) == {"a": [0], "4": [1]}
    assert tree_of(None, lambda tensor: tensor.call.number) == []
