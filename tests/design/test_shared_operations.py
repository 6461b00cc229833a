"""Operations that several graphs call: where they are called, and graphs that hold them."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.fileformat.serialization import dumps, loads
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef
from model_codegen.design.shared_operations import expanded, operation_of, shared_calls

SHARED = Layer("keras.layers.Dense", "shared", {"units": 4})
OWN = replace(SHARED, name="own")


def design() -> Design:
    """A block and the main graph call `shared`; `other` has an operation of its own of that id."""
    layer_input = Layer("keras.Input", "x", {"shape": [4]})
    block = ModelGraph(
        "block",
        {"x": layer_input},
        {"x": Node("x"), "call": Node("shared", (TensorRef("x"),))},
        ["x"],
        TensorRef("call"),
    )
    other = replace(block, name="other", operations={"x": layer_input, "shared": OWN})
    main = ModelGraph(
        "main_model",
        {"x": layer_input, "block": SubModel("block", "block")},
        {
            "x": Node("x"),
            "inner": Node("block", (TensorRef("x"),)),
            "outer": Node("shared", (TensorRef("inner"),)),
            "again": Node("shared", (TensorRef("outer"),)),
        },
        ["x"],
        TensorRef("again"),
    )
    return Design(
        "d", main, {"block": block, "other": other}, operations={"shared": SHARED, "idle": OWN}
    )


def test_calls_are_found_by_graph_and_own_operations_are_not_meant() -> None:
    assert shared_calls(design()) == {
        "shared": {"main": ("again", "outer"), "block": ("call",)},
        "idle": {},
    }


def test_each_graph_gets_what_it_calls_and_keeps_what_it_has() -> None:
    full = expanded(design())
    assert full.main.operations["shared"] is SHARED
    assert full.models["block"].operations["shared"] is SHARED
    assert full.models["other"].operations["shared"] is OWN
    assert "idle" not in full.main.operations
    assert full.operations == design().operations
    assert expanded(full) == full


def test_designs_without_them_are_left_as_they_are() -> None:
    plain = replace(design(), operations={})
    assert expanded(plain) is plain


def test_they_and_code_are_read_as_they_were_written() -> None:
    full = replace(design(), code="class Own:\n    pass\n")
    assert loads(dumps(full)) == full
    text = dumps(replace(full, operations={}, code=""))
    assert '"code"' not in text
    assert text.count('"operations"') == 3


def test_a_graphs_own_operation_is_meant_before_the_designs() -> None:
    found = design()
    assert operation_of(found, found.main, "shared") == SHARED
    assert operation_of(found, found.models["other"], "shared") == OWN
    assert operation_of(found, found.main, "none") is None
