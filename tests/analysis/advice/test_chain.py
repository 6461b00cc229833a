"""Why a graph has no Sequential form, reason by reason; and what Sequential could hold of it."""

from __future__ import annotations

import itertools
from typing import Any

import keras
import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import catalogue, gallery
from model_codegen.analysis import analyse
from model_codegen.analysis.advice.chain import longest_chain
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, SubModel, TensorRef
from tests.drafting import block, design, graph, inp, layer, op, ref
from tests.strategies import designs

pytestmark = pytest.mark.keras

X = {"x": (inp(4),)}
D = layer("Dense", units=4)
SEQUENCE = {"x": (inp(5, 4),)}


def reasons(drawn: Design) -> list[str]:
    found = analyse(drawn).chain_reasons
    assert all(d.severity == "advice" and d.fix is None for d in found)
    start = "Sequential is a chain: "
    assert all(d.message == start + d.reason for d in found)
    return [d.reason for d in found]


CASES: dict[str, tuple[Design, list[str]]] = {
    "a chain": (design({**X, "a": (D, "x"), "b": (layer("ReLU"), "a")}), []),
    "a chain of blocks that branch": (
        design(
            {**X, "b": (block("inner"), "x"), "c": (block("inner"), "b")},
            models={
                "inner": graph(
                    {"i": (inp(4),), "d": (D, "i"), "m": (layer("Add"), ["i", "d"])}, "i"
                )
            },
        ),
        [],
    ),
    "a list of one input and one output": (
        design({**X, "a": (D, "x")}, ["x"], [ref("a")]),
        [],
    ),
    "what is left out of the code": (
        design({**X, "a": (D, "x"), "b": (D, "x"), "c": (op("relu"), "b")}, outputs=ref("a")),
        [],
    ),
    "two inputs and a merge": (
        design(
            {
                "left": (inp(4),),
                "right": (inp(4),),
                "left_embedding": (D, "left"),
                "right_embedding": (layer("Dense", units=4, activation="relu"), "right"),
                "merge": (layer("Concatenate"), ["left_embedding", "right_embedding"]),
            },
            ["left", "right"],
        ),
        [
            "it has one input, and this model has 2, `left` and `right`",
            "`merge` takes 2 tensors, `left_embedding` and `right_embedding`",
        ],
    ),
    "two outputs of one branch": (
        design({**X, "a": (D, "x"), "b": (D, "a"), "c": (D, "a")}),
        [
            "it has one output, and this model has 2, `b` and `c`",
            "`a` goes to 2 layers, `b` and `c`",
        ],
    ),
    "an output that goes on": (
        design({**X, "a": (D, "x"), "b": (D, "a")}, outputs=[ref("a"), ref("b")]),
        [
            "it has one output, and this model has 2, `a` and `b`",
            "`a` is an output and goes on to `b`",
        ],
    ),
    "a tensor taken twice": (
        design({**X, "a": (layer("Add"), ["x", "x"])}),
        ["`a` takes 2 tensors, `x` and `x`"],
    ),
    "a shared layer": (
        design({**X, "a": (D, "x"), "b": ("a", "a")}),
        [
            "`a` is called 2 times; Sequential would hold that, but its file keeps one of the "
            "calls and reloads, without a warning, as a model with other outputs"
        ],
    ),
    "a call argument": (
        design({**X, "a": (layer("Dropout", rate=0.5), "x", {"training": True})}),
        ["`a` is called with training=True, and a chain passes only the tensor"],
    ),
    "a function": (
        design({**X, "a": (D, "x"), "r": (op("multiply"), "a", 0.5)}),
        ["it holds layers only, and `r` is a function, ops.multiply"],
    ),
    "a function that merges": (
        design({**X, "a": (D, "x"), "s": (op("add"), "a", "x")}),
        [
            "`x` goes to 2 layers, `a` and `s`",
            "`s` takes 2 tensors, `a` and `x`",
            "it holds layers only, and `s` is a function, ops.add",
        ],
    ),
    "one of several tensors": (
        design(
            {
                **SEQUENCE,
                "l": (layer("LSTM", units=3, return_state=True), "x"),
                "d": (D, ref("l", 1)),
            }
        ),
        ["`l` returns 3 tensors, and a chain hands on one"],
    ),
    "several tensors at the end": (
        design({**SEQUENCE, "l": (layer("LSTM", units=3, return_state=True), "x")}),
        ["it has one output, and this model has 3, `l` output 0, `l` output 1 and `l` output 2"],
    ),
    "a dict of one": (
        design({**X, "a": (D, "x")}, {"x": "x"}, {"out": ref("a")}),
        [
            "it takes a bare tensor, and this model takes a dict with the key `x`",
            "it returns a bare tensor, and this model a dict with the key `out`",
        ],
    ),
    "a list in a list": (
        design({**X, "a": (D, "x")}, outputs=[[ref("a")]]),
        ["it returns a bare tensor, and this model a nested list"],
    ),
    "an input that nothing uses": (
        design({**X, "y": (inp(4),), "a": (D, "x")}, ["x", "y"]),
        [
            "it has one input, and this model has 2, `x` and `y`",
            "`y` leads to no output",
        ],
    ),
    "no layer at all": (
        design(X, outputs=ref("x")),
        ["`x` is input and output at once, with no layer between"],
    ),
    "a block that takes a dict": (
        design(
            {**X, "b": (block("inner"), {"i": "x"}, {})},
            models={"inner": graph({"i": (inp(4),), "d": (D, "i")}, {"i": "i"})},
        ),
        ["`b` does not take its tensor bare and first"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_reason_is_told(case: str) -> None:
    drawn, expected = CASES[case]
    assert analyse(drawn).errors == ()
    assert reasons(drawn) == expected


def test_of_very_many_reasons_the_first_are_told_and_the_others_counted() -> None:
    calls: dict[str, tuple[Any, ...]] = dict(X)
    for i in range(100):
        calls[f"m{i}"] = (layer("Add"), [f"m{i - 1}" if i else "x"] * 2)
    found = analyse(design(calls)).chain_reasons
    assert len(found) == 21
    assert found[-1].message == "Sequential is a chain: 80 more layers take several tensors"
    assert found[-1].nodes == tuple(f"m{i}" for i in range(20, 100))


def test_each_reason_names_its_nodes() -> None:
    nodes = [d.nodes for d in analyse(CASES["two inputs and a merge"][0]).chain_reasons]
    assert nodes == [("left", "right"), ("merge", "left_embedding", "right_embedding")]


def test_the_longest_run_ends_where_the_model_does() -> None:
    calls = {**X, "d": (layer("Dense", units=1), "x"), "e": (layer("Dense", units=1), "d")}
    drawn = design(calls, outputs=ref("d"))
    assert longest_chain(drawn, analyse(drawn)) == ["x", "d"]


def test_only_the_main_graph_is_asked() -> None:
    assert [d.graph for d in analyse(gallery.load("residual_blocks")).diagnostics] == []


@given(designs(max_calls=4))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_without_a_reason_a_sequential_of_the_same_layers_is_the_same(drawn: Design) -> None:
    analysis = analyse(drawn)
    if analysis.chain_reasons or any(
        isinstance(o, SubModel) for o in drawn.main.operations.values()
    ):
        return
    chain = longest_chain(drawn, analysis)
    layers = [drawn.main.operations[drawn.main.nodes[node_id].operation] for node_id in chain]
    assert all(isinstance(made, Layer) for made in layers)
    model = keras.Sequential(
        [catalogue.construct(made, drawn.dtype_policy) for made in layers]  # type: ignore[arg-type]
    )
    outputs = analysis.nodes[chain[-1]].outputs
    assert outputs is not None
    assert (model.output_shape, model.count_params()) == (outputs[0].shape, analysis.total_params)


def longest(drawn: Design) -> list[str]:
    return longest_chain(drawn, analyse(drawn))


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("two inputs and a merge", ["left", "left_embedding"]),
        ("two outputs of one branch", ["x", "a", "b"]),
        ("a tensor taken twice", ["x"]),
        ("a shared layer", ["x", "a"]),
        ("a call argument", ["x"]),
        ("a function", ["x", "a"]),
        ("one of several tensors", ["x"]),
    ],
)
def test_the_longest_chain_ends_where_sequential_ends(name: str, chain: list[str]) -> None:
    assert longest(CASES[name][0]) == chain


def test_a_reason_names_no_call_that_is_not_there() -> None:
    found = analyse(design({**X, "m": (layer("Add"), ["x", "gone"])})).chain_reasons
    assert [d.nodes for d in found] == [("m", "x")]


def test_the_longest_chain_may_begin_behind_a_merge() -> None:
    calls: dict[str, tuple[Any, ...]] = {**X, "m": (layer("Add"), ["x", "x"]), "a": (D, "m")}
    for before, after in ("ab", "bc"):
        calls[after] = (layer("Dense", units=4), before)
    assert longest(design(calls)) == ["a", "b", "c"]


def test_a_shared_layer_stands_in_a_chain_once() -> None:
    calls = {**X, "a": (D, "x"), "b": (layer("ReLU"), "a"), "c": ("a", "b"), "e": (D, "c")}
    assert longest(design(calls)) == ["x", "a", "b"]


@pytest.mark.parametrize("name", gallery.names())
def test_of_a_chain_the_longest_chain_is_all(name: str) -> None:
    drawn = gallery.load(name)
    analysis = analyse(drawn)
    chain = longest_chain(drawn, analysis)
    assert (len(chain) == len(drawn.main.nodes)) == (analysis.chain_reasons == ())
    first = drawn.main.operations[drawn.main.nodes[chain[0]].operation]
    assert isinstance(first, Layer)
    # Called with `training=False` the base of this one is no part of a chain: what follows is.
    behind = name == "transfer_mobilenet"
    assert (first.class_name == INPUT_CLASS) != behind
    for before, after in itertools.pairwise(chain):
        assert drawn.main.nodes[after].args == (TensorRef(before),)


def test_an_empty_or_broken_design_has_a_chain_too() -> None:
    assert longest(design({}, [])) == []
    looped = design({**X, "a": (layer("Add"), ["x", "b"]), "b": (D, "a")})
    assert longest(looped) == ["x"]
    assert longest(design({**X, "d": (layer("Dense", units=-1), "x")})) == ["x", "d"]


def test_reasons_of_one_kind_are_known_to_be_alike() -> None:
    twice = dict.fromkeys(("a", "b"), (D, "x"))
    merged = {"m": (layer("Add"), ["a", "b"]), "n": (layer("Add"), ["m", "a"])}
    found = analyse(design({**X, **twice, **merged})).chain_reasons
    kinds = [(d.nodes[0], d.alike) for d in found]
    assert kinds == [("x", "branch"), ("a", "branch"), ("m", "merge"), ("n", "merge")]
    assert {d.category for d in found} == {"chain"}
