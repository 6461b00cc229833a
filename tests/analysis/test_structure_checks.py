"""Mistakes in a graph as a graph, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Missing, Node
from tests.drafting import design, inp, layer, ref, repaired

pytestmark = pytest.mark.keras

X = {"x": (inp(4),), "d": (layer("Dense", units=4), "x")}


def with_node(base: Design, node_id: str, node: Node) -> Design:
    return replace(base, main=replace(base.main, nodes={**base.main.nodes, node_id: node}))


CASES: dict[str, tuple[Design, str, str, str | None]] = {
    "cycle": (
        design({"x": (inp(4),), "a": (layer("Add"), ["x", "b"]), "b": (layer("ReLU"), "a")}),
        "cycle",
        "`b` → `a` → `b`: a model has no loops, remove one of these connections",
        None,
    ),
    "source that is gone": (
        design({**X, "m": (layer("Add"), ["gone", "d", "gone", "d"])}),
        "dangling-reference",
        "`m` (Add) takes a tensor of `gone`, which is not there: connect another one",
        "Leave out `gone`",
    ),
    "source that is gone and needed": (
        design({**X, "m": (layer("Add"), ["gone", "d"])}),
        "dangling-reference",
        "`m` (Add) takes a tensor of `gone`, which is not there: connect another one",
        None,
    ),
    "operation that is gone": (
        with_node(design(X), "e", Node("gone", (ref("d"),))),
        "dangling-reference",
        "`e` calls `gone`, which is not there: remove `e`",
        None,
    ),
    "input with arguments": (
        with_node(design(X), "x", Node("x", (3,))),
        "invalid-argument",
        "`x` is an input and takes no arguments: remove them",
        "Remove its arguments",
    ),
    "input called twice": (
        with_node(with_node(design(X), "x2", Node("x")), "d", Node("d", (ref("x2"),))),
        "invalid-argument",
        "`x` (call 2) is an input and stands in a graph once: use `x`",
        None,
    ),
    "no input": (
        design({"d": (layer("Dense", units=4), Missing())}, []),
        "no-input",
        "The model has no input: begin with an Input",
        None,
    ),
    "input that is none": (
        design(X, ["x", "d"]),
        "invalid-input",
        "The model's inputs name something that is no input, or one input twice",
        "List the inputs that are there",
    ),
    "input twice": (
        design(X, ["x", "x"]),
        "invalid-input",
        "The model's inputs name something that is no input, or one input twice",
        "List the inputs that are there",
    ),
    "undeclared input": (
        design({**X, "y": (inp(4),), "m": (layer("Add"), ["d", "y"])}),
        "undeclared-input",
        "`y` is not among the model's inputs, though an output depends on it: add it to them",
        "Make it an input",
    ),
    "undeclared input of a dict": (
        design({**X, "y": (inp(4),), "m": (layer("Add"), ["d", "y"])}, {"x": "x"}),
        "undeclared-input",
        "`y` is not among the model's inputs, though an output depends on it: add it to them",
        "Make it an input",
    ),
    "no input declared": (
        design(X, []),
        "undeclared-input",
        "`x` is not among the model's inputs, though an output depends on it: add it to them",
        "Make it an input",
    ),
    "no layer": (
        design({"x": (inp(4),)}),
        "no-output",
        "The model has no output: add a layer after its input",
        None,
    ),
    "no output": (
        design(X, outputs=[]),
        "no-output",
        "The model has no output: mark one, or take the loose ends",
        "Take the loose ends as outputs",
    ),
    "output that is gone": (
        design(X, outputs=[ref("d"), ref("gone")]),
        "dangling-reference",
        "The model's outputs name `gone`, which is not there: choose others",
        "Take the loose ends as outputs",
    ),
    "output out of range": (
        design(X, outputs=ref("d", 3)),
        "dangling-reference",
        "The model's outputs name output 3 of `d`, which has 1: choose another one",
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_and_mended(case: str) -> None:
    broken, code, message, title = CASES[case]
    errors = {error.code: error for error in analyse(broken).errors}
    assert errors[code].message == message
    fix = errors[code].fix
    assert (fix.title if fix else None) == title
    if fix is not None:
        assert code not in [error.code for error in analyse(repaired(broken, errors[code])).errors]


def test_a_key_that_is_not_the_name_of_its_input_is_a_warning() -> None:
    wrong = design(X, {"features": "x"})
    analysis = analyse(wrong)
    assert analysis.errors == ()
    warning = next(d for d in analysis.diagnostics if d.code == "input-key")
    assert warning.message == (
        "The inputs' key `features` holds the input `x`: "
        "Keras wants keys to be the names of their inputs"
    )
    mended = analyse(repaired(wrong, warning))
    assert "input-key" not in [d.code for d in mended.diagnostics]


def test_nodes_on_a_cycle_fail_and_those_behind_are_unknown() -> None:
    calls = {**CASES["cycle"][0].main.nodes, "c": Node("c", (ref("b"),))}
    looped = CASES["cycle"][0]
    looped = replace(
        looped,
        main=replace(
            looped.main,
            nodes=calls,
            operations={**looped.main.operations, "c": replace(layer("ReLU"), name="c")},
        ),
    )
    states = {key: node.state for key, node in analyse(looped).nodes.items()}
    assert states == {"x": "known", "a": "failed", "b": "failed", "c": "unknown"}


def test_inputs_stay_what_they_are_when_one_is_added() -> None:
    broken, *_ = CASES["undeclared input of a dict"]
    error = next(e for e in analyse(broken).errors if e.code == "undeclared-input")
    assert repaired(broken, error).main.inputs == {"x": "x", "y": "y"}
