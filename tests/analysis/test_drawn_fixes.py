"""Fixes of an expanded design as changes of the drawn one."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.drawn_fixes import drawn_fix
from model_codegen.design import patches
from model_codegen.design.diagnostics import Fix
from model_codegen.design.expansion import Expander
from model_codegen.design.fileformat.serialization import operation_to_json
from model_codegen.design.graph import Layer
from tests.drafting import block, design, given, graph, inp, layer

INNER = graph({"x": (inp(4),), "a": (layer("Dense", units=given("n")), "x")}, parameters={"n": 4})
EXPANSION = Expander().expand(
    design(
        {"x": (inp(4),), "b": (block("i", repeat=2), "x"), "c": (block("i", n=5), "b")},
        models={"i": INNER},
    )
)


def drawn(graph_id: str, *changes: dict[str, Any]) -> list[dict[str, Any]] | None:
    found = drawn_fix(EXPANSION, graph_id, Fix("Do it", changes))
    return None if found is None else [*found.patch]


def test_a_change_of_one_use_is_a_change_of_the_definition() -> None:
    change = patches.replace(patches.pointer("models", "i~2", "operations", "a", "name"), "z")
    assert drawn("i~2", change) == [patches.replace("/models/i/operations/a/name", "z")]
    gone = patches.remove(patches.pointer("positions", "i~2", "a"))
    assert drawn("i~2", gone) == [patches.remove("/positions/i/a")]
    whole = patches.replace("/dtype_policy", "float32")
    assert drawn("main", whole) == [whole]


@pytest.mark.parametrize(
    "change",
    [
        patches.remove(patches.pointer("main", "nodes", "b~1")),
        patches.replace(patches.pointer("main", "operations", "b~1", "name"), "z"),
        patches.replace("/main/operations/b/name", "z"),
        patches.replace("/main/nodes/b/args/0", {"tensor": ["x", 0]}),
        patches.replace("/main/nodes/c/args/0", {"tensor": ["b~1", 0]}),
        patches.replace("/main/nodes/c/operation", "b~1"),
    ],
)
def test_there_is_none_for_one_of_the_instances_of_a_repeat(change: dict[str, Any]) -> None:
    assert drawn("main", patches.replace("/main/name", "m"), change) is None


def test_what_is_repeated_can_go_as_a_whole() -> None:
    gone = [patches.remove("/main/nodes/b"), patches.remove("/main/operations/b")]
    assert drawn("main", *gone) == gone


def test_a_copy_is_one_of_what_was_drawn() -> None:
    copied = Layer("keras.layers.Dense", "a_1", {"units": 5})
    change = patches.add(
        patches.pointer("models", "i~2", "operations", "a_1"), operation_to_json(copied)
    )
    expected = {**operation_to_json(copied), "config": {"units": given("n")}}
    assert drawn("i~2", change) == [patches.add("/models/i/operations/a_1", expected)]
    instance = {**operation_to_json(block("i~2")), "name": "c_1"}
    change = patches.add("/main/operations/c_1", instance)
    expected = {**instance, "model": "i", "arguments": {"n": 5}}
    assert drawn("main", change) == [patches.add("/main/operations/c_1", expected)]
