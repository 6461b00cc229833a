"""Blocks written out for Keras: arguments, expressions, repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from model_codegen.design.block_uses import MAX_CALLS, MAX_REPEAT, MAX_USES
from model_codegen.design.expansion import Expander, expanded
from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import (
    Design,
    Expression,
    Layer,
    ModelGraph,
    Node,
    SubModel,
    TensorRef,
)
from tests.drafting import block, given, graph, inp, layer, op, ref


def wide(**parameters: Any) -> ModelGraph:
    """A block of two layers, `units` wide and four times that."""
    return graph(
        {
            "x": (inp(given("units")),),
            "a": (layer("Dense", units=given("units")), "x"),
            "b": (layer("Dense", units=given("4 * units"), activation=given("kind")), "a"),
        },
        name="wide",
        parameters={"units": 8, "kind": "relu", **parameters},
    )


def units(graph: ModelGraph) -> list[Any]:
    return [
        operation.config.get("units")
        for operation in graph.operations.values()
        if isinstance(operation, Layer) and operation.class_name != "keras.Input"
    ]


def test_a_design_without_any_is_returned_as_it_is() -> None:
    inner = graph({"x": (inp(4),), "a": (layer("Dense", units=4), "x")})
    main = graph({"x": (inp(4),), "b": (block("inner"), "x"), "c": (block("inner"), "b")})
    design = Design("d", main, {"inner": inner}, operations={"s": SubModel("inner", "s")})
    assert expanded(design) is design


def test_each_set_of_arguments_has_a_definition() -> None:
    main = graph(
        {
            "x": (inp(8),),
            "one": (block("wide"), "x"),
            "two": (block("wide", units=16), "one"),
            "three": (block("wide", kind="gelu", units=16), "two"),
            "four": (block("wide", units=16, kind="relu"), "three"),
            "five": (block("wide", units=8), "four"),
        }
    )
    found = expanded(Design("d", main, {"wide": wide()}))
    models = {key: found.main.operations[key].model for key in main.operations if key != "x"}  # type: ignore[union-attr]
    assert models == {
        "one": "wide", "two": "wide~2", "three": "wide~3", "four": "wide~2", "five": "wide",
    }  # fmt: skip
    assert {key: units(each) for key, each in found.models.items()} == {
        "wide": [8, 32],
        "wide~2": [16, 64],
        "wide~3": [16, 64],
    }
    last = found.models["wide~3"].operations["b"]
    assert isinstance(last, Layer)
    assert last.config["activation"] == "gelu"
    assert all(each.parameters == {} for each in found.models.values())
    assert all(
        not each.arguments for each in found.main.operations.values() if isinstance(each, SubModel)
    )


def test_what_is_never_used_with_its_defaults_has_the_first_use_for_them() -> None:
    main = graph({"x": (inp(8),), "a": (block("wide", units=2), "x")})
    found = expanded(Design("d", main, {"wide": wide()}))
    assert units(found.models["wide"]) == [2, 8]
    alone = expanded(Design("d", graph({"x": (inp(8),)}), {"wide": wide()}))
    assert units(alone.models["wide"]) == [8, 32]


def test_arguments_reach_blocks_in_blocks() -> None:
    outer = graph(
        {
            "x": (inp(given("size")),),
            "a": (block("wide", units=given("size * 2"), kind=given("kind")), "x"),
            "b": (block("wide", units=given("size * 2"), kind="tanh"), "a"),
        },
        name="outer",
        parameters={"size": 1, "kind": "elu"},
    )
    main = graph({"x": (inp(3),), "o": (block("outer", size=3), "x"), "p": (block("outer"), "o")})
    found = expanded(Design("d", main, {"outer": outer, "wide": wide()}))
    assert sorted(found.models) == ["outer", "outer~2", "wide", "wide~2", "wide~3", "wide~4"]
    reached = found.models["outer~2"].operations
    inner = [reached[key].model for key in ("a", "b")]  # type: ignore[union-attr]
    assert [units(found.models[key]) for key in inner] == [[6, 24], [6, 24]]
    kinds = [found.models[key].operations["b"].config["activation"] for key in inner]  # type: ignore[union-attr]
    assert kinds == ["elu", "tanh"]


def test_a_repeat_is_a_chain_of_instances_each_with_its_number() -> None:
    main = graph(
        {
            "x": (inp(8),),
            "b": (block("wide", repeat=3), "x", {"training": True}),
            "again": ("b", "b"),
            "end": (layer("Dense", units=1), "again"),
        }
    )
    found = expanded(Design("d", main, {"wide": wide()})).main
    assert found.nodes == {
        "x": Node("x"),
        "b~1": Node("b~1", (ref("x"),), {"training": True}),
        "b~2": Node("b~2", (ref("b~1"),), {"training": True}),
        "b": Node("b", (ref("b~2"),), {"training": True}),
        "again~1": Node("b~1", (ref("b"),)),
        "again~2": Node("b~2", (ref("again~1"),)),
        "again": Node("b", (ref("again~2"),)),
        "end": Node("end", (ref("again"),)),
    }
    names = {key: found.operations[key].name for key in ("b~1", "b~2", "b")}  # type: ignore[union-attr]
    assert names == {"b~1": "b_1", "b~2": "b_2", "b": "b_3"}


@pytest.mark.parametrize(
    ("inputs", "between"),
    [
        (["x", "y"], [ref("b~1"), ref("b~1", 1)]),
        ({"y": "y", "x": "x"}, {"x": ref("b~1"), "y": ref("b~1", 1)}),
        (["x", ["y"]], [ref("b~1"), [ref("b~1", 1)]]),
    ],
)
def test_outputs_go_to_inputs_in_their_order(inputs: Any, between: Any) -> None:
    both = graph(
        {"x": (inp(2),), "y": (inp(2),), "p": (op("add"), "x", "y"), "q": (op("abs"), "x")},
        inputs=inputs,
    )
    main = graph(
        {"i": (inp(2),), "j": (inp(2),), "b": (block("both", repeat=2), ["i", "j"])}, ["i", "j"]
    )
    found = expanded(Design("d", main, {"both": both})).main
    assert found.nodes["b~1"].args == ([ref("i"), ref("j")],)
    assert found.nodes["b"].args == (between,)


def test_ids_that_are_taken_are_left_alone() -> None:
    main = graph(
        {
            "x": (inp(8),),
            "b": (block("wide", repeat=2, units=4), "x"),
            "b~1": (block("wide"), "b"),
        }
    )
    design = Design("d", main, {"wide": wide(), "wide~2": wide(units=3)})
    found = expanded(design)
    assert {*found.main.nodes} == {"x", "b", "b~1", "b~2"}
    assert found.main.nodes["b"].args == (ref("b~2"),)
    assert {*found.models} == {"wide", "wide~2", "wide~3"}


def test_arguments_of_calls_are_worked_out() -> None:
    inner = graph(
        {"x": (inp(4),), "r": (op("reshape"), "x", {"newshape": (-1, Expression("n // 2"), 2)})},
        parameters={"n": 4},
    )
    main = graph({"x": (inp(4),), "b": (block("inner"), "x")})
    found = expanded(Design("d", main, {"inner": inner}))
    assert found.models["inner"].nodes["r"].kwargs == {"newshape": (-1, 2, 2)}


def test_shared_operations_are_repeated_for_every_graph_that_calls_them() -> None:
    inner = graph({"x": (inp(8),), "s": ("s", "x")}, name="inner")
    main = graph({"x": (inp(8),), "s": ("s", "x"), "i": (block("inner"), "s")})
    shared = {"s": SubModel("wide", "s", arguments={"units": 8}, repeat=2)}
    found = expanded(Design("d", main, {"wide": wide(), "inner": inner}, operations=shared))
    assert [*found.operations] == ["s~1", "s"]
    assert found.main.nodes["s"] == Node("s", (ref("s~1"),))
    assert found.models["inner"].nodes["s~1"] == Node("s~1", (ref("x"),))


def flaws(design: Design) -> list[tuple[str, str, str, str, Any]]:
    return [
        (graph_id, key, *flaw[:1], flaw.text, flaw.better)
        for graph_id, use in Expander().expand(design).uses.items()
        for key, found in [*use.flaws.items(), *use.call_flaws.items()]
        for flaw in found
    ]


@pytest.mark.parametrize("repeat", [0, -1, 10**9])
def test_a_block_is_repeated_once_where_it_cannot_be_as_often(repeat: int) -> None:
    main = graph({"x": (inp(8),), "b": (block("wide", repeat=repeat), "x")})
    design = Design("d", main, {"wide": wide()})
    assert {*expanded(design).main.nodes} == {"x", "b"}
    text = f"is repeated {repeat:,} times: take a whole number from 1 to {MAX_REPEAT:,}"
    better = MAX_REPEAT if repeat > 1 else 1
    assert flaws(design) == [("main", "b", "invalid-repeat", text, better)]


def test_repeats_in_repeats_are_bounded_together() -> None:
    models: dict[str, ModelGraph] = {"b0": wide()}
    for number in range(1, 4):
        calls = {"x": (inp(8),), "r": (block(f"b{number - 1}", repeat=MAX_REPEAT), "x")}
        models[f"b{number}"] = graph(calls, name=f"b{number}")
    main = graph({"x": (inp(8),), "b": (block("b3", repeat=MAX_REPEAT), "x")})
    found = Expander().expand(Design("d", main, models))
    assert [(k, [*use.flaws]) for k, use in found.uses.items() if use.flaws] == [
        ("main", ["b"]), ("b3", ["r"]), ("b2", ["r"]),
    ]  # fmt: skip
    assert f"makes more than the {MAX_CALLS:,} calls" in found.uses["b2"].flaws["r"][0].text


def test_arguments_in_arguments_are_bounded() -> None:
    models: dict[str, ModelGraph] = {"b0": wide()}
    for number in range(1, 30):
        inner = f"b{number - 1}"
        halves = {
            key: block(inner, units=given(text))
            for key, text in (("l", "2*units"), ("r", "2*units+1"))
        }
        calls = {"x": (inp(8),), "l": (halves["l"], "x"), "r": (halves["r"], "l")}
        models[f"b{number}"] = graph(calls, name=f"b{number}", parameters={"units": 1})
    main = graph({"x": (inp(8),), "b": (block("b29"), "x")})
    found = Expander().expand(Design("d", main, models))
    assert len(found.design.models) < 2 * MAX_USES
    texts = {
        flaw.text for use in found.uses.values() for each in use.flaws.values() for flaw in each
    }
    assert texts == {f"gets one of more than {MAX_USES:,} sets of arguments: use fewer"}


def test_what_is_wrong_is_told_at_its_place_and_left_as_it_is() -> None:
    inner = graph(
        {
            "x": (inp(4),),
            "a": (layer("Dense", units=given("n / 0"), activation=given("kind")), "x"),
            "r": (op("reshape"), "a", {"newshape": (-1, Expression("m"))}),
        },
        name="inner",
        parameters={"n": 4, "kind": "relu"},
    )
    main = graph({"x": (inp(4),), "b": (block("inner", unit=3, n=given("k")), "x")})
    design = Design("d", main, {"inner": inner})
    assert flaws(design) == [
        ("main", "b", "invalid-expression", "`k` is no parameter: there are none here", None),
        ("main", "b", "unknown-parameter", "`inner` has no parameter `unit`", None),
        ("inner", "a", "invalid-expression", "`4 / 0` divides by zero", None),
        (
            "inner", "r", "invalid-expression",
            "`m` is no parameter of this block, which has `n` and `kind`", None,
        ),
    ]  # fmt: skip
    found = expanded(design).models["inner"]
    left = found.operations["a"]
    assert isinstance(left, Layer)
    assert left.config == {"units": given("n / 0"), "activation": "relu"}


def test_a_block_that_contains_itself_is_not_followed() -> None:
    calls = {"x": (inp(4),), "s": (block("self", n=given("n - 1"), repeat=2), "x")}
    inner = graph(calls, name="self", parameters={"n": 4})
    main = graph({"x": (inp(4),), "b": (block("self", n=9, repeat=3), "x")})
    found = expanded(Design("d", main, {"self": inner}))
    assert {*found.models} == {"self"}
    assert found.models["self"].operations["s"] == SubModel("self", "s")


def test_a_layer_cannot_hold_what_is_repeated() -> None:
    held = layer("TimeDistributed", layer={"operation": "s"})
    main = graph({"x": (inp(3, 8),), "t": (held, "x")})
    design = Design("d", main, {"wide": wide()}, operations={"s": SubModel("wide", "s", repeat=2)})
    text = "holds `s`, which is repeated and so no single object"
    assert flaws(design) == [("main", "t", "invalid-repeat", text, None)]


def test_an_edit_leaves_what_it_does_not_touch_the_very_same() -> None:
    main = graph(
        {
            "x": (inp(8),),
            "b": (block("wide", repeat=3), "x"),
            "c": (block("wide", units=32), "b"),
            "d": (layer("Dense", units=1), "c"),
        }
    )
    design = Design("d", main, {"wide": wide()})
    expander = Expander()
    before = expander.expand(design).design
    operations = {**main.operations, "d": replace(main.operations["d"], config={"units": 2})}  # type: ignore[call-arg]
    after = expander.expand(replace(design, main=replace(main, operations=operations))).design
    assert all(after.models[key] is before.models[key] for key in before.models)
    assert all(after.main.nodes[key] is before.main.nodes[key] for key in before.main.nodes)
    changed = [k for k, o in after.main.operations.items() if o is not before.main.operations[k]]
    assert changed == ["d"]
    assert expander.expand(design).design == before
    assert Expander().expand(design).design == before


VALUES = st.integers(1, 5)
CALLS = st.lists(
    st.tuples(st.sampled_from(["wide", "outer"]), st.none() | VALUES, st.integers(1, 3)),
    min_size=1,
    max_size=5,
)


@drawn(CALLS, VALUES, VALUES)
def test_expanding_is_done_once_and_goes_for_any_order_of_members(
    calls: list[tuple[str, int | None, int]], size: int, inner: int
) -> None:
    outer = graph(
        {
            "x": (inp(8),),
            "w": (block("wide", units=given("units + 1"), repeat=inner), "x"),
        },
        name="outer",
        parameters={"units": size},
    )
    made: dict[str, Any] = {"x": (inp(8),)}
    for number, (model, value, repeat) in enumerate(calls):
        arguments = {} if value is None else {"units": value}
        last = [*made][-1]
        made[f"n{number}"] = (block(model, repeat=repeat, **arguments), last)
    design = Design("d", graph(made), {"outer": outer, "wide": wide()})
    found = expanded(design)
    assert expanded(found) is found
    assert expanded(loads(dumps(design))) == found
    nodes = sum(repeat for _, _, repeat in calls) + 1
    assert len(found.main.nodes) == len(found.main.operations) == nodes
    used = {
        o.model
        for g in (found.main, *found.models.values())
        for o in g.operations.values()
        if isinstance(o, SubModel)
    }
    assert used <= {*found.models}
    # Each call takes the one before it, whatever the repeats are.
    here = TensorRef(f"n{len(calls) - 1}")
    for _ in range(nodes - 1):
        (here,) = found.main.nodes[here.node].args  # type: ignore[assignment]
    assert here == ref("x")
