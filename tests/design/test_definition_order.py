"""What has to be made before what, shared operations and arguments of layers included."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.definition_order import making_order
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel


def block(*models: str) -> ModelGraph:
    return ModelGraph("block", {f"o{i}": SubModel(m, m) for i, m in enumerate(models)})


def test_definitions_come_after_those_they_instantiate() -> None:
    design = Design(
        "d", block("a"), {"a": block("b", "c"), "b": block("c"), "c": block(), "z": block("gone")}
    )
    done = making_order(design).definitions
    assert sorted(done) == ["a", "b", "c", "z"]
    assert done.index("c") < done.index("b") < done.index("a")
    assert making_order(design).endless == ()


def test_definitions_that_contain_themselves_are_told_apart() -> None:
    design = Design(
        "d", block("a"), {"a": block("b"), "b": block("a"), "c": block("c"), "d": block()}
    )
    found = making_order(design)
    assert (found.definitions, found.endless) == (("d",), ("a", "b", "c"))


def holding(*ids: str) -> Layer:
    return Layer("keras.layers.RNN", "rnn", {"cell": [{"operation": key} for key in ids]})


def test_definitions_come_after_what_they_call_or_hold_of_the_design() -> None:
    calling = ModelGraph("a", {}, {"call": Node("shared")})
    held = ModelGraph("b", {"rnn": holding("other")})
    design = Design("d", block("a", "b"), {"a": calling, "b": held, "c": block(), "e": block()})
    operations = {"shared": SubModel("c", "c"), "other": holding("shared", "e")}
    operations["e"] = SubModel("e", "e")
    found = making_order(replace(design, operations=operations))
    order = found.definitions
    assert order.index("c") < order.index("a")
    assert order.index("e") < order.index("b")
    assert found.operations.index("shared") < found.operations.index("other")


def test_what_contains_itself_through_an_argument_never_ends() -> None:
    inner = ModelGraph("a", {"wrapper": holding("wrapped")})
    operations = {"wrapped": SubModel("a", "a"), "x": holding("x"), "fine": holding()}
    found = making_order(Design("d", block(), {"a": inner}, operations=operations))
    assert found.endless == ("a",)
    assert set(found.endless_operations) == {"wrapped", "x"}
    assert found.operations == ("fine",)
