"""What is told of blocks with parameters and repeats: in terms of what was drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen.analysis import Analysis, AnalysisWriter, DesignAnalyser, analyse, to_json
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Layer
from tests.drafting import block, design, given, graph, inp, layer, ref, repaired
from tests.repeats import drawing, wide

pytestmark = pytest.mark.keras


def told(found: Analysis) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    return [(d.code, d.severity, d.graph, d.nodes, d.message) for d in found.diagnostics]


def test_a_repeated_call_shows_its_last_output_and_owns_what_all_own() -> None:
    found = analyse(drawing())
    assert {*found.nodes} == {*found.operations} == {"x", "b", "p", "c"}
    one = (8 * 32 + 32) + (32 * 8 + 8)
    assert found.operations["b"].params == 3 * one
    weights = found.operations["b"].weights
    assert weights is not None
    assert [weight.path for weight in weights][::4] == [f"b_{n}/a/kernel" for n in (1, 2, 3)]
    outputs = found.nodes["b"].outputs
    assert outputs is not None
    assert outputs[0].shape == (None, 8)
    assert found.total_params == 3 * one + (8 * 16 + 16) + (16 * 64 + 64) + (64 * 16 + 16)
    assert [d for d in found.diagnostics if d.severity == "error"] == []
    assert found.graphs["wide"].total_params == one


def test_it_holds_the_analysis_of_what_was_expanded_which_does_not_travel() -> None:
    found = analyse(drawing())
    assert found.whole is not None
    assert found.whole == analyse(expanded(drawing()))
    assert {*found.whole.graphs} == {"main", "wide", "wide~2"}
    assert {*to_json(found)} == {"graphs", "diagnostics"}
    assert {*to_json(found)["graphs"]} == {"main", "wide"}


def test_what_is_wrong_with_one_use_only_says_which() -> None:
    drawn = design(
        {
            "x": (inp(8),),
            "a": (block("wide"), "x"),
            "b": (block("wide", units=16), "a"),
            "c": (block("wide", units=0), "a"),
        },
        models={
            "wide": graph(
                {
                    "x": (inp(8),),
                    "a": (layer("Dense", units=given("units")), "x"),
                    "s": (layer("Add"), ["x", "a"]),
                },
                name="wide",
                parameters={"units": 8},
            )
        },
    )
    found = told(analyse(drawn))
    assert [each[:4] for each in found if each[1] == "error"] == [
        ("broken-block", "error", "main", ("b",)),
        ("broken-block", "error", "main", ("c",)),
        ("shape-mismatch", "error", "wide", ("s",)),
        ("invalid-config", "error", "wide", ("a",)),
    ]
    messages = {code: message for code, _, _, _, message in found}
    assert messages["shape-mismatch"].startswith("With `units=16`: `s` (Add) cannot join")
    assert messages["invalid-config"].startswith("With `units=0`: `a.units`")


def test_what_is_wrong_with_every_use_says_nothing_of_uses() -> None:
    broken = Layer("keras.layers.Dens", "a", {"units": given("units")})
    operations = {**wide().operations, "a": broken}
    drawn = replace(drawing(), models={"wide": replace(wide(), operations=operations)})
    (found,) = [each for each in told(analyse(drawn)) if each[0] == "unknown-layer"]
    assert found[2:4] == ("wide", ("a",))
    assert not found[4].startswith("With")


def test_a_repeat_that_does_not_fit_is_told_at_the_call_that_was_drawn() -> None:
    two = graph(
        {"x": (inp(8),), "a": (layer("Dense", units=2), "x"), "b": (layer("Dense", units=2), "x")},
        name="two",
    )
    drawn = design({"x": (inp(8),), "b": (block("two", repeat=4), "x")}, models={"two": two})
    (found,) = analyse(drawn).errors
    assert (found.code, found.graph, found.nodes) == ("invalid-repeat", "main", ("b",))
    assert "it takes 1 tensor and returns 2" in found.message
    assert analyse(drawn).nodes["b"].state == "failed"


def test_a_repeat_whose_shapes_do_not_fit_is_told_once() -> None:
    drawn = design(
        {"x": (inp(8),), "b": (block("wide", repeat=4), "x"), "e": (layer("ReLU"), "b")},
        models={"wide": replace(wide(8), parameters={"units": 3})},
    )
    (found,) = analyse(drawn).errors
    assert (found.code, found.graph, found.nodes) == ("shape-mismatch", "main", ("b",))
    assert analyse(drawn).nodes["e"].state == "unknown"


def test_flaws_of_the_drawing_are_told_at_their_place() -> None:
    drawn = design(
        {"x": (inp(8),), "b": (block("wide", repeat=0, unit=4), "x")}, models={"wide": wide()}
    )
    assert [each for each in told(analyse(drawn)) if each[1] == "error"] == [
        (
            "unknown-parameter", "error", "main", ("b",),
            "`b` (wide): `wide` has no parameter `unit`, did you mean `units`?",
        ),
        (
            "invalid-repeat", "error", "main", ("b",),
            "`b` (wide) is repeated 0 times: take a whole number from 1 to 1,000",
        ),
    ]  # fmt: skip


def test_reasons_against_a_chain_name_the_calls_that_were_drawn() -> None:
    calls = {"x": (inp(8),), "b": (block("wide", repeat=3), "x"), "s": (layer("Add"), ["x", "b"])}
    found = analyse(design(calls, models={"wide": wide()}))
    assert {node for reason in found.chain_reasons for node in reason.nodes} <= {"x", "b", "s"}
    assert "`s` takes 2 tensors, `x` and `b`" in " ".join(d.message for d in found.chain_reasons)
    chain = {"x": (inp(8),), "b": (block("wide", repeat=3), "x")}
    assert analyse(design(chain, models={"wide": wide()})).chain_reasons == ()


def test_a_fix_is_one_of_the_drawing() -> None:
    calls = {
        "x": (inp(8),),
        "c": (block("wide", units=16), "x"),
        "d": (layer("Dense", units=3), "x"),
        "lost": (block("wide", repeat=3), "x"),
    }
    drawn = design(calls, outputs=ref("c"), models={"wide": wide(8)})
    unused = [d for d in analyse(drawn).diagnostics if d.code == "unused-node"]
    assert [d.nodes for d in unused] == [("d",), ("lost",)]
    assert [{*repaired(drawn, d).main.nodes} for d in unused] == [
        {"x", "c", "lost"},
        {"x", "c", "d"},
    ]
    assert "lost" not in repaired(drawn, unused[1]).main.operations


def test_an_edit_leaves_what_it_does_not_touch_the_very_same() -> None:
    analyser, writer = DesignAnalyser(), AnalysisWriter()
    drawn = drawing()
    before = analyser.analyse(drawn)
    json = writer.to_json(before)
    operations = {**drawn.main.operations, "p": Layer("keras.layers.Dense", "q", {"units": 16})}
    edited = replace(drawn, main=replace(drawn.main, operations=operations))
    after = analyser.analyse(edited)
    assert after == analyse(edited)
    assert after.graphs["wide"] is before.graphs["wide"]
    assert after.nodes["b"] is before.nodes["b"]
    again = writer.to_json(after)
    assert again == to_json(after)
    assert again["graphs"]["wide"] is json["graphs"]["wide"]
