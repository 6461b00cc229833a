"""One graph of an expanded design, and what it was drawn as."""

from __future__ import annotations

from model_codegen.design.expanded_graph import Use, has_expression, is_drawn
from model_codegen.design.expansion import Expander
from model_codegen.design.graph import Design, Expression, Node, SubModel
from tests.drafting import block, given, graph, inp, layer, ref


def test_it_says_what_each_part_was_drawn_as() -> None:
    inner = graph(
        {"x": (inp(4),), "a": (layer("Dense", units=given("n")), "x")}, parameters={"n": 4}
    )
    main = graph({"x": (inp(4),), "b": (block("i", n=5, repeat=3), "x"), "c": (block("i"), "b")})
    uses = Expander().expand(Design("d", main, {"i": inner})).uses
    made = {"b~1": "b", "b~2": "b"}
    repeats = dict.fromkeys(("b~1", "b~2", "b"), 3)
    assert uses == {
        "main": Use("main", nodes=made, operations=made, repeats=repeats, names={"b": "b"}),
        "i~2": Use("i", {"n": 5}),
        "i": Use("i"),
    }


def test_what_has_to_be_expanded_is_told() -> None:
    assert is_drawn(SubModel("i", "b", repeat=2))
    assert is_drawn(SubModel("i", "b", arguments={"n": 1}))
    assert not is_drawn(SubModel("i", "b"))
    assert is_drawn(layer("Dense", units=given("n")))
    assert not is_drawn(layer("Dense", units=4, kernel_size=[1, 2]))
    assert has_expression(Node("a", ([ref("x"), (1, Expression("n"))],)))
    assert not has_expression(Node("a", ([ref("x"), (1, 2)],), {"axis": -1}))
