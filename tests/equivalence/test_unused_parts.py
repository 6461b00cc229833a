"""What no output depends on stays while source, which does not have it, is edited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.design.graph import Design, Missing, Node
from model_codegen.equivalence.reconcile import reconciled
from model_codegen.equivalence.unused_parts import add_unused_calls
from tests.drafting import graph, inp, layer, ref
from tests.equivalence.test_sameness import INNER, OUTER

pytestmark = pytest.mark.keras


def test_definitions_that_nothing_uses_stay_and_come() -> None:
    spare = replace(INNER, name="spare")
    old = replace(OUTER, models={"inner": INNER, "spare": spare})
    assert reconciled(old, OUTER) == old
    come = reconciled(OUTER, old).models
    assert come.keys() == old.models.keys()
    assert come["spare"].nodes == spare.nodes
    # One that was used and no longer is goes.
    flat = Design("outer", graph({"x": (inp(3),), "k": (layer("ReLU"), "x")}, "x", ref("k")))
    assert reconciled(old, flat).models == {"spare": spare}


def test_a_call_that_is_added_is_open_where_its_tensor_has_gone() -> None:
    drawn = graph({"x": (inp(3),), "a": (layer("ReLU"), "x"), "b": (layer("ReLU"), "a")}, "x")
    for there, tensor in (({"x": Node("x")}, ref("x")), ({}, Missing())):
        nodes, operations = dict(there), {"x": drawn.operations["x"]}
        add_unused_calls(drawn, ["a"], operations, nodes)
        assert nodes["a"].args == (tensor,)
        assert operations.keys() == {"x", "a"}
