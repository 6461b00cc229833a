"""Every reason against Sequential that can be repaired is; what a repair makes can be built."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.analysis.advice.chain_repairs import ChainRepair, chain_repairs
from model_codegen.design.graph import Design
from tests.drafting import design, inp, layer, op, ref
from tests.strategies import designs

pytestmark = pytest.mark.keras

X = {"x": (inp(4),)}
D = layer("Dense", units=4)


def repairs(drawn: Design, alike: str) -> dict[str, ChainRepair]:
    """Those of the first reason of a kind, by title."""
    reason = next(one for one in analyse(drawn).chain_reasons if one.alike == alike)
    return {repair.title: repair for repair in chain_repairs(drawn, reason)}


def figures(repair: ChainRepair) -> tuple[int, list[str]]:
    """Parameters, and the reasons that are left."""
    found = analyse(repair.design)
    assert not found.errors, found.errors
    return found.total_params, [reason.alike for reason in found.chain_reasons]


def test_calls_of_a_shared_layer_get_layers_of_their_own() -> None:
    found = repairs(gallery.load("siamese_comparator"), "shared")
    (repair,) = found.values()
    assert repair.title == "Give each call a layer of its own"
    assert repair.loses == "The calls of `dense` do not learn together any more."
    assert figures(repair) == (418_497, ["inputs", "merge", "shared"])


def test_inputs_that_are_put_side_by_side_become_one() -> None:
    drawn = design(
        {
            "a": (inp(3),),
            "b": (inp(5),),
            "m": (layer("Concatenate"), ["a", "b"]),
            "d": (D, "m"),
        },
        ["a", "b"],
    )
    found = repairs(drawn, "inputs")
    assert [*found] == ["Flatten to one input of 8", "Keep only `a`", "Keep only `b`"]
    assert figures(found["Flatten to one input of 8"]) == (36, [])
    assert figures(found["Keep only `b`"]) == (24, [])


def test_one_of_several_answers_is_kept() -> None:
    found = repairs(gallery.load("two_headed_mlp"), "outputs")
    assert [*found] == ["Keep only `digit`", "Keep only `is_hard`"]
    assert found["Keep only `digit`"].loses == "The model does not answer `is_hard` any more."
    assert figures(found["Keep only `digit`"]) == (218_362, ["inputs", "merge"])


def test_a_branch_is_duplicated_or_one_way_is_gone() -> None:
    drawn = design({**X, "a": (D, "x"), "b": (D, "a"), "c": (layer("ReLU"), "a")})
    found = repairs(drawn, "branch")
    assert [*found] == ["Duplicate the branch", "Go on with `b` only", "Go on with `c` only"]
    assert figures(found["Duplicate the branch"]) == (60, ["inputs", "outputs"])
    assert figures(found["Go on with `c` only"]) == (20, [])


def test_of_a_merge_one_tensor_goes_on() -> None:
    drawn = design({**X, "a": (D, "x"), "m": (layer("Add"), ["x", "a"]), "c": (D, "m")})
    found = repairs(drawn, "merge")
    assert figures(found["Go on with `a` only"]) == (40, [])
    assert figures(found["Go on with `x` only"]) == (20, [])
    own = repairs(drawn, "branch")["Give each an input of its own"]
    assert figures(own) == (40, ["inputs", "merge"])


CASES = {
    "output": design({**X, "a": (D, "x"), "b": (D, "a")}, outputs=[ref("a"), ref("b")]),
    "function": design({**X, "a": (op("relu"), "x"), "b": (D, "a")}),
    "argument": design({**X, "a": (layer("Dropout", rate=0.5), "x", {"training": False})}),
    "wrapped": design({**X, "a": (layer("Add"), ["x"]), "b": (D, "x")}, outputs=ref("b")),
    "idle": design({**X, "y": (inp(3),), "a": (D, "x")}, ["x", "y"]),
    "container of inputs": design({**X, "a": (D, "x")}, {"x": "x"}),
    "container of outputs": design({**X, "a": (D, "x")}, outputs={"y": ref("a")}),
}


@pytest.mark.parametrize("alike", [alike for alike in CASES if alike != "wrapped"])
def test_other_reasons_go_by_one_change(alike: str) -> None:
    repair = next(iter(repairs(CASES[alike], alike).values()))
    assert alike not in figures(repair)[1]


def test_a_function_of_two_becomes_the_layer() -> None:
    drawn = design({**X, "a": (D, "x"), "b": (D, "x"), "m": (op("add"), "a", "b")})
    found = repairs(drawn, "function")
    assert figures(found["Use the layer Add"]) == (40, ["branch", "merge"])
    assert not repairs(design({**X, "a": (op("cumsum"), "x")}), "function")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(designs())
def test_repairs_of_any_design_can_be_analysed(drawn: Design) -> None:
    for reason in analyse(drawn).chain_reasons[:4]:
        for repair in chain_repairs(drawn, reason):
            assert repair.title
            assert repair.loses.endswith(".")
            analyse(repair.design)
