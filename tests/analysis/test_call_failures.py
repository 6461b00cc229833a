"""What users read when a call cannot be made: word for word, with the fix that mends it."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design, Missing, SubModel
from tests.drafting import block, design, graph, inp, layer, op, ref, repaired

pytestmark = pytest.mark.keras

X = {"x": (inp(20),)}
TWO = {
    **X,
    "left": (layer("Dense", units=64), "x"),
    "right": (layer("Dense", units=32), "x"),
}
INNER = graph({"i": (inp(4),), "d": (layer("Dense", units=3), "i")}, "i", name="encoder")

CASES: dict[str, tuple[Design, str, str, str | None]] = {
    "merge": (
        design({**TWO, "add": (layer("Add"), ["left", "right"])}),
        "shape-mismatch",
        "`add` (Add) cannot join `left` (None, 64) and `right` (None, 32): "
        "all inputs of Add need the same shape",
        "Insert a Dense(64) after `right`",
    ),
    "shortcut": (
        design({**X, "d": (layer("Dense", units=64), "x"), "add": (layer("Add"), ["x", "d"])}),
        "shape-mismatch",
        "`add` (Add) cannot join `x` (None, 20) and `d` (None, 64): "
        "all inputs of Add need the same shape",
        "Insert a Dense(64) after `x`",
    ),
    "odd one out": (
        design(
            {
                **TWO,
                "third": (layer("Dense", units=64), "x"),
                "m": (layer("Maximum"), ["right", "left", "third"]),
            }
        ),
        "shape-mismatch",
        "`m` (Maximum) cannot join `right` (None, 32), `left` (None, 64) and `third` (None, 64): "
        "all inputs of Maximum need the same shape",
        "Insert a Dense(64) after `right`",
    ),
    "image": (
        design(
            {
                "x": (inp(8, 8, 3),),
                "c": (layer("Conv2D", filters=16, kernel_size=3, padding="same"), "x"),
                "add": (layer("Add"), ["c", "x"]),
            }
        ),
        "shape-mismatch",
        "`add` (Add) cannot join `c` (None, 8, 8, 16) and `x` (None, 8, 8, 3): "
        "all inputs of Add need the same shape",
        "Insert a 1x1 Conv2D(16) after `x`",
    ),
    "ranks": (
        design(
            {
                "x": (inp(4, 4, 3),),
                "y": (inp(5),),
                "c": (layer("Concatenate"), ["x", "y"]),
            },
            ["x", "y"],
        ),
        "shape-mismatch",
        "`c` (Concatenate) cannot join `x` (None, 4, 4, 3) and `y` (None, 5): "
        "Concatenate needs inputs whose shapes match except on the axis it joins",
        "Insert a Flatten after `x`",
    ),
    "op": (
        design({**TWO, "add": (op("add"), "left", "right")}),
        "shape-mismatch",
        "`add` (ops.add) cannot join `left` (None, 64) and `right` (None, 32): "
        "64 and 32 cannot be broadcast to one another",
        "Insert a Dense(64) after `right`",
    ),
    "grey image": (
        design({"x": (inp(28, 28),), "c": (layer("Conv2D", filters=3, kernel_size=3), "x")}),
        "shape-mismatch",
        "`c` (Conv2D) cannot take `x` (None, 28, 28): "
        "it needs at least 4 dimensions, the batch included, not 3",
        "Insert a Reshape to (28, 28, 1) after `x`",
    ),
    "too many dimensions": (
        design({"x": (inp(4, 4),), "r": (layer("RepeatVector", n=3), "x")}),
        "shape-mismatch",
        "`r` (RepeatVector) cannot take `x` (None, 4, 4): "
        "it needs 2 dimensions, the batch included, not 3",
        "Insert a Flatten after `x`",
    ),
    "window too large": (
        design({"x": (inp(4, 4, 3),), "c": (layer("Conv2D", filters=3, kernel_size=9), "x")}),
        "shape-mismatch",
        "`c` (Conv2D) cannot take `x` (None, 4, 4, 3): "
        "the output would have no size left; use a smaller window or padding='same'",
        None,
    ),
    "unknown size": (
        design({"x": (inp(None),), "d": (layer("Dense", units=3), "x")}),
        "shape-mismatch",
        "`d` (Dense) cannot take `x` (None, None): the size of its weights depends on a dimension "
        "that is None; give that dimension a size",
        None,
    ),
    "second call": (
        design(
            {
                "x": (inp(4),),
                "y": (inp(5),),
                "d": (layer("Dense", units=3), "x"),
                "e": ("d", "y"),
            },
            ["x", "y"],
        ),
        "shape-mismatch",
        "`d` (call 2) (Dense) was built with `x` (None, 4) and cannot take `y` (None, 5) as well: "
        "it was built for size 4 on axis -1, not for (None, 5)",
        "Make it a copy with weights of its own",
    ),
    "block": (
        design({"x": (inp(5),), "b": (block("enc"), "x")}, models={"enc": INNER}),
        "shape-mismatch",
        "`b` (encoder) cannot take `x` (None, 5): it expects shape (None, 4), not (None, 5)",
        None,
    ),
    "axis": (
        design({**X, "l": (layer("LayerNormalization", axis=4), "x")}),
        "shape-mismatch",
        "`l` (LayerNormalization) cannot take `x` (None, 20): "
        "an axis is set that the tensor does not have",
        None,
    ),
    "no tensor returned": (
        design({**X, "s": (op("split"), "x", 3, {"axis": 1})}),
        "shape-mismatch",
        "`s` (ops.split) cannot take `x` (None, 20): `x` size on given `axis` must be divisible by "
        "`indices_or_sections` when `indices_or_sections` is an int",
        None,
    ),
    "literal for a tensor": (
        design({**X, "d": (layer("Dense", units=3), "x", 5)}),
        "shape-mismatch",
        "`d` (Dense) cannot take `x` (None, 20): 5 stands where a tensor goes; pass it by name",
        None,
    ),
    "one of two": (
        design({**X, "m": (layer("Concatenate"), ["x", Missing()])}),
        "missing-argument",
        "`m` (Concatenate) needs 2 tensors and has 1",
        None,
    ),
    "empty place": (
        design({**X, "m": (layer("Concatenate"), ["x", "x", Missing()])}),
        "missing-argument",
        "`m` (Concatenate) has an empty place among its tensors: fill or remove it",
        "Remove the empty place",
    ),
    "nothing connected": (
        design({**X, "d": (layer("Dense", units=3), Missing())}),
        "missing-argument",
        "`d` (Dense) needs a tensor: connect one to it",
        None,
    ),
    "named port": (
        design({**X, "m": (layer("MultiHeadAttention", num_heads=1, key_dim=2), "x", Missing())}),
        "missing-argument",
        "`m` (MultiHeadAttention) needs a tensor for `value`",
        None,
    ),
    "optional port": (
        design(
            {
                "x": (inp(3, 4),),
                "m": (
                    layer("MultiHeadAttention", num_heads=1, key_dim=2),
                    "x",
                    "x",
                    {"key": Missing()},
                ),
            }
        ),
        "missing-argument",
        "`m` (MultiHeadAttention) needs a tensor for `key` or none at all",
        "Leave out key",
    ),
    "block without tensor": (
        design({**X, "b": (block("enc"), Missing())}, models={"enc": INNER}),
        "missing-argument",
        "`b` (encoder) needs a tensor: fill what is empty",
        None,
    ),
    "second port of an op": (
        design({**X, "a": (op("add"), "x", Missing())}),
        "missing-argument",
        "`a` (ops.add) needs a tensor or a number for `x2`",
        None,
    ),
    "port that takes no number": (
        design({**X, "a": (op("matmul"), "x", Missing())}),
        "missing-argument",
        "`a` (ops.matmul) needs a tensor for `x2`",
        None,
    ),
    "axis that is needed": (
        design({**X, "e": (op("expand_dims"), "x")}),
        "missing-argument",
        "`e` (ops.expand_dims) needs `axis`: an integer, a list of integers or None",
        None,
    ),
    "index that is needed": (
        design({**X, "i": (op("get_item"), "x")}),
        "missing-argument",
        "`i` (ops.get_item) needs `key`, such as `:, 0`",
        None,
    ),
    "subscripts before the tensors": (
        design({**X, "e": (op("einsum"), Missing(), "x", "x")}),
        "missing-argument",
        "`e` (ops.einsum) needs `subscripts`, such as `bij,bjk->bik`",
        None,
    ),
    "op on numbers": (
        design({**X, "r": (op("relu"), 3.0)}),
        "missing-argument",
        "`r` (ops.relu) takes no tensor: connect one to it",
        None,
    ),
    "config": (
        design({**X, "d": (layer("Dense", units=-3), "x")}),
        "invalid-config",
        "`d.units` must be a positive integer, got -3",
        None,
    ),
    "own dtype": (
        design({**X, "d": (layer("Dense", "float17", units=3), "x")}),
        "invalid-config",
        "`d.dtype` must be a dtype policy, got `float17`",
        None,
    ),
    "misspelt layer": (
        design({**X, "d": (layer("Desne", units=3), "x")}),
        "unknown-layer",
        "`d` (Desne): Keras has no `keras.layers.Desne`; did you mean `keras.layers.Dense`?",
        "Did you mean Dense?",
    ),
    "foreign code": (
        design({**X, "d": (layer("Lambda"), "x")}),
        "unknown-layer",
        "`d` (Lambda): `keras.layers.Lambda` cannot be drawn: "
        "It carries code of its own, which a drawing cannot hold",
        None,
    ),
    "layer as a function": (
        design({**X, "d": (op("relu").__class__("keras.layers.Dense"), "x")}),
        "unknown-layer",
        "`d` (layers.Dense): `keras.layers.Dense` is a layer and cannot stand here",
        None,
    ),
    "no definition": (
        design({**X, "b": (SubModel("gone", "b"), "x")}),
        "unknown-layer",
        "`b` (gone): this design has no definition `gone`",
        None,
    ),
    "broken definition": (
        design(
            {**X, "b": (block("enc"), "x")},
            models={"enc": graph({"i": (inp(4),), "d": (layer("Dense"), Missing())}, "i")},
        ),
        "broken-block",
        "`b` (model): `model` has errors of its own: open and mend it",
        None,
    ),
    "unknown argument": (
        design({**X, "r": (op("relu"), "x", {"foo": 1})}),
        "invalid-argument",
        "`r` (ops.relu): its call has no argument `foo`",
        None,
    ),
    "output out of range": (
        design({**X, "d": (layer("Dense", units=3), "x"), "e": (layer("ReLU"), ref("d", 1))}),
        "dangling-reference",
        "`e` (ReLU): `d` has 1 output, and none of number 1",
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_failed_call_says_why_and_is_mended(case: str) -> None:
    broken, code, message, title = CASES[case]
    analysis = analyse(broken)
    error = analysis.errors[0]
    assert (error.code, error.message) == (code, message)
    assert error.graph == "main"
    assert analysis.nodes[error.nodes[0]].state == "failed"
    assert (error.fix.title if error.fix else None) == title
    if error.fix is not None:
        assert analyse(repaired(broken, error)).errors == ()


def test_a_projection_goes_only_to_the_call_that_asked_for_it() -> None:
    broken = CASES["merge"][0]
    mended = repaired(broken, analyse(broken).errors[0])
    assert mended.main.nodes["add"].args == ([ref("left"), ref("projection")],)
    assert mended.main.nodes["projection"].args == (ref("right"),)
    assert analyse(mended).nodes["add"].outputs == analyse(broken).nodes["left"].outputs


def test_every_problem_of_a_configuration_is_told() -> None:
    analysis = analyse(design({**X, "d": (layer("Dense", units=0, use_bias="maybe"), "x")}))
    assert [error.message.split(" ")[0] for error in analysis.errors] == [
        "`d.units`",
        "`d.use_bias`",
    ]


def test_what_is_wrong_in_itself_is_told_before_its_tensors_are_known() -> None:
    analysis = analyse(
        design(
            {
                **X,
                "a": (layer("Dense", units=-1), Missing()),
                "b": (layer("Dense", units=0), "a"),
                "c": (layer("Concatenate"), ["a"]),
                "e": (layer("Dnse"), "a"),
                "f": (block("enc"), Missing()),
                "g": (layer("ReLU"), "a"),
                "h": (block("enc"), ["a", Missing()]),
            },
            models={"enc": INNER},
        )
    )
    assert sorted((error.nodes[0], error.code) for error in analysis.errors) == [
        ("a", "invalid-config"),
        ("a", "missing-argument"),
        ("b", "invalid-config"),
        ("c", "missing-argument"),
        ("e", "unknown-layer"),
        ("f", "missing-argument"),
        ("h", "missing-argument"),
    ]
    assert analysis.nodes["g"].state == "unknown"


def test_a_definition_that_contains_itself_never_ends() -> None:
    endless = graph({"i": (inp(4),), "s": (block("enc"), "i")}, "i", name="encoder")
    analysis = analyse(design({"x": (inp(4),), "b": (block("enc"), "x")}, models={"enc": endless}))
    assert [(e.graph, e.message) for e in analysis.errors] == [
        ("main", "`b` (encoder): `encoder` has errors of its own: open and mend it"),
        ("enc", "`s` (encoder): `encoder` contains itself, so that it never ends"),
    ]


def test_what_no_output_depends_on_is_a_warning() -> None:
    calls: dict[str, Any] = {
        **X,
        "d": (layer("Dense", units=3), "x"),
        "e": (layer("Dense", units=0), "x"),
    }
    analysis = analyse(design(calls, outputs=ref("d")))
    assert analysis.errors == ()
    assert [(d.code, d.severity) for d in analysis.diagnostics if d.nodes == ("e",)] == [
        ("invalid-config", "warning"),
        ("unused-node", "warning"),
    ]


def test_calls_of_one_class_fail_alike_whatever_their_figures() -> None:
    wrong = {f"d{n}": (layer("Dense", units=-n), "x") for n in (1, 2)}
    wrong["odd"] = (layer("Dense", units=3, use_bias="no"), "x")
    wrong["bare"] = (layer("Add"), ["x"])
    told = [d for d in analyse(design({**X, **wrong})).diagnostics if d.category != "chain"]
    found = {d.nodes[0]: d for d in told}
    assert found["d1"].message != found["d2"].message
    assert found["d1"].alike == found["d2"].alike != found["odd"].alike
    assert found["d1"].category == "config"
    assert found["bare"].category == "call"
