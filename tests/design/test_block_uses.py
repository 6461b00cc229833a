"""With which arguments definitions are used."""

from __future__ import annotations

from model_codegen.design.block_uses import BlockUses, made_id
from model_codegen.design.graph import Design
from tests.drafting import block, graph, inp, layer


def test_uses_are_counted_from_the_main_graph_on() -> None:
    inner = graph({"x": (inp(4),), "a": (layer("Dense", units=4), "x")}, parameters={"n": 1})
    main = graph({"x": (inp(4),), "b": (block("i", n=2), "x"), "c": (block("i", n=1), "b")})
    uses = BlockUses(Design("d", main, {"i": inner, "unused": inner}))
    assert [tuple(key) for key in uses.keys] == [
        ("main", ""), ("i", '{"n": 2}'), ("i", '{"n": 1}'), ("unused", '{"n": 1}'),
    ]  # fmt: skip
    assert [*uses.ids().values()] == ["main", "i~2", "i", "unused"]
    instance = uses.instances[uses.default("main")]["b"]
    assert (uses.values[instance.key], instance.repeat, instance.flaws) == ({"n": 2}, 1, ())


def test_values_that_no_file_can_hold_are_told_apart_all_the_same() -> None:
    inner = graph({"x": (inp(4),)}, parameters={"n": {(1, 2): 3}})
    main = graph({"x": (inp(4),), "b": (block("i", n={(1, 2): 4}), "x"), "c": (block("i"), "b")})
    assert len(BlockUses(Design("d", main, {"i": inner})).keys) == 3


def test_an_id_that_is_taken_is_passed_over() -> None:
    assert made_id("a", {"a~1", "a~2"}, 1) == "a~3"
