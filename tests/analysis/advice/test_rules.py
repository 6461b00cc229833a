"""Warnings about designs that build, and the fixes that settle them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, Missing, Recorded, TensorSpec
from model_codegen.design.training import Head, Training
from tests.drafting import block, design, graph, inp, layer, op, ref, repaired

pytestmark = pytest.mark.keras

X = {"x": (inp(4),)}
HEAD = {**X, "d": (layer("Dense", units=3, activation="softmax"), "x")}


def found(drawn: Design, code: str) -> list[Diagnostic]:
    return [d for d in analyse(drawn).diagnostics if d.code == code]


def test_a_call_that_reaches_no_output_is_told_and_removed() -> None:
    drawn = design({**HEAD, "e": (layer("Dense", units=2), "x")}, outputs=ref("d"))
    drawn = replace(drawn, positions={"main": {"e": (1.0, 2.0), "d": (0.0, 0.0)}})
    (warning,) = found(drawn, "unused-node")
    assert (warning.severity, warning.nodes) == ("warning", ("e",))
    assert warning.message == "`e` reaches no output and is left out of the code"
    mended = repaired(drawn, warning)
    assert analyse(mended).diagnostics == ()
    assert "e" not in {**mended.main.operations, **mended.main.nodes, **mended.positions["main"]}


def test_an_unused_call_of_a_shared_layer_leaves_the_layer() -> None:
    drawn = design({**HEAD, "e": ("d", "x")}, outputs=ref("d"))
    (warning,) = found(drawn, "unused-node")
    assert repaired(drawn, warning).main.operations == drawn.main.operations


def test_an_unused_call_that_others_consume_has_no_fix() -> None:
    drawn = design({**HEAD, "e": (layer("ReLU"), "x"), "f": (layer("ReLU"), "e")}, outputs=ref("d"))
    fixes = {d.nodes: d.fix for d in found(drawn, "unused-node")}
    assert fixes[("e",)] is None
    assert fixes[("f",)] is not None


def test_many_unused_calls_are_told_at_once() -> None:
    spare: dict[str, Any] = {f"r{i}": (layer("ReLU"), "x") for i in range(21)}
    (warning,) = found(design({**HEAD, **spare}, outputs=ref("d")), "unused-node")
    assert len(warning.nodes) == 21
    assert warning.message == (
        "`r0`, `r1`, `r10`, `r11`, `r12` and 16 more reach no output and are left out of the code"
    )


@pytest.mark.parametrize("inputs", [["x", "y"], {"x": "x", "y": "y"}])
def test_an_input_that_nothing_uses_is_told_and_removed(inputs: Any) -> None:
    drawn = design({**HEAD, "y": (inp(2),)}, inputs)
    (warning,) = found(drawn, "unused-node")
    assert warning.message == (
        "`y` reaches no output: the model asks for it and makes no use of it"
    )
    assert analyse(drawn).graphs["main"].unused == ()
    mended = repaired(drawn, warning)
    assert found(mended, "unused-node") == []
    assert mended.main.inputs == ("x" if isinstance(inputs, list) else {"x": "x"})


def test_nothing_is_unused_while_there_is_no_output() -> None:
    assert found(design(HEAD, outputs=[]), "unused-node") == []


@pytest.mark.parametrize(
    ("made", "policy", "what"),
    [
        (layer("Dense", units=3, activation="softmax"), "mixed_float16", "softmax in float16"),
        (layer("Dense", units=1, activation="sigmoid"), "mixed_bfloat16", "sigmoid in bfloat16"),
        (layer("Dense", "mixed_float16", units=3), "float32", "output in float16"),
        (layer("Dense", units=3, activation="linear"), "float16", "output in float16"),
        (layer("Softmax"), "mixed_float16", "softmax in float16"),
        (layer("Activation", activation="softmax"), "mixed_float16", "softmax in float16"),
    ],
)
def test_a_head_in_half_precision_is_told_and_lifted(made: Any, policy: str, what: str) -> None:
    drawn = design({**X, "h": (made, "x")}, dtype_policy=policy)
    (warning,) = found(drawn, "low-precision-head")
    assert warning.message == f"`h` computes its {what}: give it the dtype float32"
    mended = repaired(drawn, warning)
    outputs = analyse(mended).nodes["h"].outputs
    assert outputs is not None
    assert outputs[0].dtype == "float32"
    assert analyse(mended).diagnostics == ()


@pytest.mark.parametrize(
    ("policy", "left"),
    [("mixed_float16", "nothing below 6e-8"), ("mixed_bfloat16", "three digits")],
)
def test_a_head_in_half_precision_tells_what_is_left_for_its_loss(policy: str, left: str) -> None:
    drawn = design({**X, "h": (layer("Dense", units=3), "x")}, dtype_policy=policy)
    error = {"class_name": "keras.losses.MeanSquaredError", "config": {}}
    drawn = replace(drawn, training=Training(heads={"h": Head(error)}))
    (warning,) = found(drawn, "low-precision-head")
    assert f"Its MeanSquaredError is computed in float32, of what {policy[6:]} keeps" in (
        warning.message
    )
    assert left in warning.message
    assert found(repaired(drawn, warning), "low-precision-head") == []
    untrained = replace(drawn, training=Training(heads={"h": Head()}))
    assert "MeanSquaredError" not in found(untrained, "low-precision-head")[0].message


def test_a_head_in_float32_is_fine() -> None:
    drawn = design({**X, "h": (layer("Dense", "float32", units=3), "x")}, dtype_policy="float16")
    assert analyse(drawn).diagnostics == ()


def test_the_head_of_a_block_is_lifted_inside_of_it() -> None:
    inner = graph({"i": (inp(4),), "d": (layer("Dense", units=3), "i")}, "i")
    outer = graph({"j": (inp(4),), "b": (block("inner"), "j")}, "j")
    drawn = design(
        {**X, "h": (block("outer"), "x")},
        models={"inner": inner, "outer": outer},
        dtype_policy="mixed_float16",
    )
    (warning,) = found(drawn, "low-precision-head")
    assert (warning.graph, warning.nodes) == ("main", ("h",))
    mended = repaired(drawn, warning)
    assert mended.models["inner"].operations["d"] == replace(
        drawn.models["inner"].operations["d"], dtype="float32"
    )
    assert found(mended, "low-precision-head") == []


def test_a_function_as_head_is_told_without_a_fix() -> None:
    drawn = design({**HEAD, "s": (op("softmax"), "d")}, dtype_policy="mixed_float16")
    (warning,) = found(drawn, "low-precision-head")
    assert (
        warning.message == "`s` returns float16: let a layer with the dtype float32 end the model"
    )
    assert warning.fix is None


def test_a_long_path_is_fine_as_long_as_keras_can_follow_it() -> None:
    def stack(size: int) -> Design:
        calls: dict[str, Any] = dict(X)
        for i in range(size):
            calls[f"r{i}"] = (layer("ReLU"), f"r{i - 1}" if i else "x")
        return design(calls)

    assert found(stack(940), "deep-graph") == []
    assert len(found(stack(960), "deep-graph")) == 1


def test_a_placeholder_that_was_recorded_for_other_tensors_is_told() -> None:
    def drawn(size: int) -> Design:
        calls = {
            "x": (inp(size),),
            "own": (layer("ReLU"), "x"),
            "d": (layer("Dense", units=2), "own"),
        }
        found = design(calls)
        told = [TensorSpec((None, width), "float32") for width in (3, 4)]
        own = Layer("my.Own", "own", {}, recorded=Recorded((told[0],), 7, "it is own", (told[1],)))
        operations = {**found.main.operations, "own": own}
        return replace(found, main=replace(found.main, operations=operations))

    as_recorded = analyse(drawn(4))
    assert as_recorded.nodes["d"].outputs == (TensorSpec((None, 2), "float32"),)
    assert found(drawn(4), "recorded-for-other-inputs") == []
    other = analyse(drawn(5))
    assert [other.nodes[key].state for key in ("own", "d")] == ["unknown", "unknown"]
    assert other.total_params == 7
    assert not other.errors
    (warning,) = found(drawn(5), "recorded-for-other-inputs")
    assert (warning.severity, warning.nodes) == ("warning", ("own",))
    assert warning.message == (
        "`own` was recorded with (None, 4) and is called with (None, 5): "
        "what it returns now is not known, nor what follows it"
    )


def test_what_is_not_wired_yet_is_left_aside_and_no_error() -> None:
    calls: dict[str, Any] = {**HEAD, "e": (layer("Dense", units=2), Missing())}
    (warning,) = analyse(design(calls)).diagnostics
    assert (warning.code, warning.severity, warning.nodes) == ("left-aside", "warning", ("e",))
    assert (
        warning.message == "`e` is not wired yet and left out: connect what is empty, or remove it"
    )
    assert analyse(repaired(design(calls), warning)).diagnostics == ()
    analysis = analyse(design(calls))
    assert analysis.nodes["e"].state == "unknown"
    assert analysis.graphs["main"].unused == ("e",)


def test_a_piece_is_left_aside_as_a_whole_its_input_too_and_its_shapes_are_shown() -> None:
    calls: dict[str, Any] = {
        **HEAD,
        "y": (inp(2),),
        "e": (layer("Dense", units=2), "y"),
        "m": (layer("Add"), [ref("e"), Missing()]),
    }
    drawn = design(calls, ["x", "y"])
    analysis = analyse(drawn)
    (warning,) = analysis.diagnostics
    assert warning.nodes == ("m", "y", "e")
    assert warning.message.startswith("`m` is not wired yet and left out, with `y` and `e`:")
    assert analysis.nodes["e"].outputs == (TensorSpec((None, 2), "float32"),)
    mended = repaired(drawn, warning).main
    assert (mended.inputs, {*mended.nodes}, {*mended.operations}) == ("x", {"x", "d"}, {"x", "d"})


def test_what_is_wrong_besides_with_what_is_left_aside_is_a_warning() -> None:
    calls: dict[str, Any] = {**HEAD, "e": (layer("Dense", units=-2), Missing())}
    found = [(d.code, d.severity) for d in analyse(design(calls)).diagnostics]
    assert found == [("invalid-config", "warning"), ("left-aside", "warning")]
