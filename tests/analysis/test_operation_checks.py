"""What there is to say of operations that several graphs share, and where fixes find them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import analyse
from model_codegen.analysis.operation_checks import in_design, unused_operations
from model_codegen.design import patches
from model_codegen.design.diagnostics import MAIN, Diagnostic, Fix
from model_codegen.design.graph import Layer, Op
from tests.drafting import block, design, graph, inp, layer, repaired
from tests.sharing import DENSE, inside_and_outside, one_cell_twice


def test_what_nothing_calls_or_holds_is_told_and_can_be_removed() -> None:
    drawn = one_cell_twice()
    assert [*unused_operations(drawn)] == []
    spare = replace(drawn, operations={**drawn.operations, "spare": replace(DENSE, name="spare")})
    (found,) = unused_operations(spare)
    assert (found.code, found.severity) == ("unused-node", "warning")
    assert "`spare`" in found.message
    assert repaired(spare, found) == drawn


def change(*steps: str, op: str = "replace") -> Diagnostic:
    patch = {"op": op, "path": patches.graph_pointer(*steps), "value": 0}
    return Diagnostic("unused-node", "warning", "", fix=Fix("", (patch,)))


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (change(MAIN, "operations", "shared", "name"), ["/operations/shared/name"]),
        (change("block", "operations", "shared", "dtype"), ["/operations/shared/dtype"]),
        (change("block", "operations", "a", "dtype"), ["/models/block/operations/a/dtype"]),
        (change(MAIN, "nodes", "shared", "args"), ["/main/nodes/shared/args"]),
        (change(MAIN, "operations", "shared", op="remove"), []),
        (change("gone", "operations", "shared"), ["/models/gone/operations/shared"]),
    ],
)
def test_changes_go_where_an_operation_is_stored(found: Diagnostic, where: list[str]) -> None:
    moved = in_design(inside_and_outside(), found)
    assert moved.fix is not None
    assert [patch["path"] for patch in moved.fix.patch] == where


@pytest.mark.keras
def test_names_are_those_of_objects_and_a_fix_renames_the_one() -> None:
    assert not analyse(inside_and_outside()).errors  # one name in two graphs is one layer
    drawn = design(
        {"x": (inp(4),), "a": ("s", "x"), "b": (block("m"), "a"), "c": (DENSE, "b")},
        models={"m": graph({"x": (inp(4),), "c": ("s", "x")})},
        operations={"s": DENSE},
    )
    named = replace(drawn, operations={"s": Layer("keras.layers.Dense", "a/b", {"units": 4})})
    errors = analyse(named).errors
    assert {found.code for found in errors} == {"illegal-name"}
    mended = repaired(named, errors[0])
    assert not analyse(mended).errors
    assert isinstance(mended.operations["s"], Layer)
    assert "/" not in mended.operations["s"].name
    assert mended.main == named.main


@pytest.mark.keras
def test_what_a_shared_operation_is_not_is_said_in_a_sentence() -> None:
    drawn = one_cell_twice()
    cases = {
        "dangling-reference": {"stack": drawn.operations["stack"]},
        "recursive-model": {
            **drawn.operations,
            "cell": layer("StackedRNNCells", cells=[{"operation": "stack"}]),
        },
        "invalid-config": {**drawn.operations, "cell": Op("keras.ops.add")},
        "unknown-layer": {**drawn.operations, "cell": layer("NoLayer")},
    }
    for code, operations in cases.items():
        analysis = analyse(replace(drawn, operations=operations))
        assert code in {found.code for found in analysis.errors}, code
        assert all(found.nodes == ("rnn",) for found in analysis.errors)
    empty = analyse(replace(drawn, operations={}))
    assert [found.code for found in empty.errors] == ["dangling-reference"]


@pytest.mark.keras
def test_a_model_that_holds_itself_never_ends_and_is_told() -> None:
    wrapper = layer("TimeDistributed", layer={"operation": "m"})
    inner = graph({"x": (inp(3, 4),), "c": (wrapper, "x")})
    drawn = design(
        {"x": (inp(3, 4),), "b": ("m", "x"), "t": (wrapper, "b")},
        models={"inner": inner},
        operations={"m": block("inner")},
    )
    codes = {found.code for found in analyse(drawn).errors}
    assert codes == {"recursive-model", "broken-block"}


@pytest.mark.keras
def test_the_one_object_is_built_once_whichever_graph_calls_it() -> None:
    drawn = inside_and_outside()
    narrow = replace(
        drawn,
        main=graph(
            {
                "i": (inp(4),),
                "j": (inp(5),),
                "block": (block("block"), "i"),
                "bare": ("shared", "j"),
            },
            ["i", "j"],
        ),
    )
    (found,) = analyse(narrow).errors
    assert (found.code, found.nodes) == ("shape-mismatch", ("bare",))
    assert "was built with (None, 4) in `block`" in found.message
    mended = analyse(repaired(narrow, found))
    assert not mended.errors
    assert mended.total_params == 20 + 24
    # A block that is no part of the model builds nothing.
    alone = replace(narrow, main=graph({"j": (inp(5),), "bare": ("shared", "j")}, "j"))
    assert analyse(alone).total_params == 24


@pytest.mark.keras
def test_what_two_layers_hold_must_fit_both() -> None:
    def rnn(size: int) -> tuple[object, ...]:
        return (layer("RNN", cell={"operation": "cell"}), f"x{size}")

    drawn = design(
        {"x4": (inp(5, 4),), "x6": (inp(5, 6),), "a": rnn(4), "b": rnn(6)},
        ["x4", "x6"],
        operations={"cell": layer("GRUCell", units=3)},
    )
    (found,) = analyse(drawn).errors
    assert (found.code, found.nodes) == ("shape-mismatch", ("b",))
    assert "`cell`" in found.message
