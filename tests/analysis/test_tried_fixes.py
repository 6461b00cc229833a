"""What is offered mends what it is for, and breaks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis import Analysis, DesignAnalyser, analyse
from model_codegen.analysis.tried_fixes import MOST_TRIED, Trials, to_try, tried
from model_codegen.design import patches
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.fileformat.incremental import reread
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design
from model_codegen.design.patching import patched
from tests.drafting import block, design, given, graph, inp, layer, op, ref, repaired
from tests.u_net import u_net

pytestmark = pytest.mark.keras


def offered(drawn: Design) -> list[tuple[str, str | None]]:
    return [(d.code, d.fix.title if d.fix else None) for d in analyse(drawn).diagnostics]


def test_the_strides_of_a_u_net_that_do_not_fit_are_set_and_nothing_is_flattened() -> None:
    assert analyse(u_net()).errors == ()
    drawn = u_net(strides=3)
    (found,) = analyse(drawn).errors
    assert found.fix is not None
    assert found.fix.title == "Set strides of `up` to 2"
    assert repaired(drawn, found) == u_net()


@pytest.mark.parametrize(
    ("up", "title"),
    [
        ({"kernel_size": 3}, "Set padding of `up` to same"),
        ({"strides": 1}, "Set strides of `up` to 2"),
    ],
)
def test_an_argument_is_set_before_anything_is_inserted(up: dict[str, Any], title: str) -> None:
    drawn = u_net(**up)
    (found,) = analyse(drawn).errors
    assert found.fix is not None
    assert found.fix.title == title
    assert analyse(repaired(drawn, found)).errors == ()


def test_a_border_that_does_not_fit_is_padded_or_cropped() -> None:
    drawn = design(
        {
            "x": (inp(9, 9, 2),),
            "y": (inp(7, 8, 2),),
            "join": (layer("Concatenate"), ["x", "y"]),
            "next": (layer("Conv2D", filters=2, kernel_size=1), "join"),
        },
        ["x", "y"],
    )
    (found,) = analyse(drawn).errors
    assert found.fix is not None
    assert found.fix.title == "Insert a ZeroPadding2D(padding=((1, 1), (0, 1))) after `y`"
    mended = repaired(drawn, found)
    assert analyse(mended).errors == ()
    assert mended.main.nodes["next"] == drawn.main.nodes["next"]


def test_a_change_that_the_next_layer_refuses_is_not_offered() -> None:
    # Flattened, the two would join, and the layer behind them would fail.
    calls = {
        "x": (inp(4, 3, 2),),
        "y": (inp(3, 5, 7),),
        "join": (layer("Concatenate"), ["x", "y"]),
        "next": (layer("Conv2D", filters=2, kernel_size=1), "join"),
    }
    (_, title), *_ = offered(design(calls, ["x", "y"]))
    assert title is not None
    assert "Flatten" not in title


def test_what_is_inserted_in_several_places_is_named_with_these() -> None:
    calls = {
        "x": (inp(4, 2),),
        "y": (inp(3, 3, 3),),
        "join": (layer("Concatenate"), ["x", "y"]),
        "end": (layer("Dense", units=1), "join"),
    }
    (_, title), *_ = offered(design(calls, ["x", "y"]))
    assert title == "Insert a Flatten after each of `x` and `y`"


def test_what_would_leave_another_error_is_not_offered() -> None:
    drawn = design({"x": (inp(4),), "d": (layer("Dense", units=3), "gone")}, outputs=ref("d"))
    assert offered(drawn)[0] == ("dangling-reference", None)
    several = design({"x": (inp(4),), "a": (layer("Add"), ["x", "x", "gone"])})
    found = analyse(several).errors[0]
    assert found.fix is not None
    assert found.fix.title == "Leave out `gone`"
    assert analyse(repaired(several, found)).errors == ()


def test_fixes_of_what_blocks_are_given() -> None:
    inner = graph(
        {"x": (inp(4),), "a": (layer("Dense", units=given("n")), "x")},
        name="inner",
        parameters={"n": 4},
    )
    calls = {
        "x": (inp(4),),
        "b": (block("inner", m=4, repeat=2), "x"),
        "c": (block("inner", repeat=0), "x"),
    }
    drawn = design(calls, models={"inner": inner})
    assert offered(drawn)[:2] == [
        ("unknown-parameter", "Leave out `m`"),
        ("invalid-repeat", "Have it once"),
    ]
    for found in analyse(drawn).errors:
        assert len(analyse(repaired(drawn, found)).errors) == 1
    dense = layer("Dense", units=given("2 * wdth"))
    misspelt = graph({"x": (inp(4),), "a": (dense, "x")}, parameters={"width": 2})
    drawn = design({"x": (inp(4),), "b": (block("inner"), "x")}, models={"inner": misspelt})
    assert ("invalid-expression", "Write `2 * width`") in offered(drawn)


def test_a_trial_leaves_the_analyser_at_the_design_that_was_analysed() -> None:
    analyser = DesignAnalyser()
    drawn = u_net(strides=3)
    first = analyser.analyse(drawn)
    value = to_json(drawn)
    renamed = [patches.replace("/main/operations/mask/name", "out")]
    edited = reread(patched(value, renamed), value, drawn)
    second = analyser.analyse(edited)
    assert second == analyse(edited)
    assert second.nodes["down"] is first.nodes["down"]
    assert analyser.analyse(drawn) == first


def counting() -> tuple[list[Design], Callable[[Design], Analysis]]:
    tries: list[Design] = []

    def attempt(changed: Design) -> Analysis:
        tries.append(changed)
        return analyse(changed)

    return tries, attempt


def test_of_several_the_one_that_adds_least_is_taken_and_tries_are_counted() -> None:
    drawn = design({"x": (inp(4),), "d": (layer("Dense", units=-1), "x")})
    found = analyse(drawn)
    (wrong,) = found.errors
    units = "/main/operations/d/config/units"
    many = Fix("many", (patches.replace(units, 9),))
    few = Fix("few", (patches.replace(units, 3),))
    gone = Fix("gone", (patches.remove("/main/nodes/nowhere"),))
    none = Fix("none", (patches.replace("/main/name", "other"),))
    tries, attempt = counting()
    asked = replace(wrong, fix=many, others=(gone, none, few))
    (told,) = tried(drawn, Analysis(found.graphs, (asked,)), attempt).diagnostics
    assert told.fix == few
    assert told.others == ()
    assert len(tries) == 3
    trials = Trials(drawn, Analysis(found.graphs, (asked,)), attempt)
    assert to_try(Analysis(found.graphs, (asked,))) == 4
    assert [trials.go_on(2), trials.go_on(2), trials.go_on(2)] == [False, False, True]
    assert trials.result.diagnostics == (told,)
    tries, attempt = counting()
    asked = replace(wrong, fix=none)
    told_all = tried(drawn, Analysis(found.graphs, (asked,) * 100), attempt).diagnostics
    assert len(tries) == MOST_TRIED
    assert {each.fix for each in told_all} == {None}


def test_nothing_is_tried_where_nothing_is_offered() -> None:
    drawn = design({"x": (inp(4),), "r": (op("relu"), "x")})
    found = Analysis({}, (Diagnostic("no-input", "error", "No input"),))
    tries, attempt = counting()
    assert tried(drawn, found, attempt) is found
    assert tries == []
