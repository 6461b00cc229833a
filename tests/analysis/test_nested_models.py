"""Calls of definitions: what a nested Keras model answers, masks and other shapes included."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import pytest

from fidelity.reference import Reference
from model_codegen.analysis import TensorSpec, analyse, nested_models
from model_codegen.design.graph import Design, ModelGraph, Node, Recorded, Slice
from tests.analysis.test_against_keras import check
from tests.drafting import block, design, graph, inp, layer, op, ref

pytestmark = pytest.mark.keras

ANY_LENGTH = graph(
    {
        "i": (inp(None, 4),),
        "c": (layer("Conv1D", filters=3, kernel_size=2), "i"),
        "b": (layer("BatchNormalization"), "c"),
        "s": (op("get_item"), "b", (..., Slice(None, 2))),
    },
    "i",
    name="encoder",
)
TWO = graph(
    {"a": (inp(4),), "b": (inp(4),), "m": (layer("Add"), ["a", "b"]), "o": (op("relu"), "m")},
    ["a", "b"],
    [ref("m"), ref("o")],
)
KEYED = graph(
    {
        "z": (inp(4),),
        "a": (inp(3),),
        "d": (layer("Dense", units=2), "z"),
        "e": (layer("Dense", units=5), "a"),
    },
    {"z": "z", "a": "a"},
    {"wide": ref("e"), "narrow": ref("d")},
)
OUTER = graph(
    {
        "j": (inp(None, 4),),
        "n": (block("any"), "j"),
        "p": (layer("GlobalAveragePooling1D"), "n"),
    },
    "j",
)

CASES: dict[str, tuple[dict[str, Any], dict[str, ModelGraph]]] = {
    "another length": ({"x": (inp(9, 4),), "e": (block("any"), "x")}, {"any": ANY_LENGTH}),
    "two lengths, one instance": (
        {"x": (inp(9, 4),), "y": (inp(7, 4),), "e": (block("any"), "x"), "f": ("e", "y")},
        {"any": ANY_LENGTH},
    ),
    "nested, another length": (
        {"x": (inp(9, 4),), "e": (block("outer"), "x")},
        {"any": ANY_LENGTH, "outer": OUTER},
    ),
    "tensor in a list of one": (
        {"x": (inp(9, 4),), "e": (block("any"), ["x"])},
        {"any": ANY_LENGTH},
    ),
    "several outputs": (
        {"x": (inp(4),), "e": (block("two"), ["x", "x"]), "d": (layer("ReLU"), ref("e", 1))},
        {"two": TWO},
    ),
    "dicts in and out": (
        {
            "x": (inp(4),),
            "y": (inp(3),),
            "e": (block("keyed"), {"a": "y", "z": "x"}, {}),
            "d": (layer("ReLU"), ref("e", 0)),
            "f": (layer("ReLU"), ref("e", 1)),
        },
        {"keyed": KEYED},
    ),
    "an axis of one is squeezed": (
        {"x": (inp(4, 1),), "e": (block("two"), ["x", "x"])},
        {"two": TWO},
    ),
    "called in training mode": (
        {"x": (inp(9, 4),), "e": (block("any"), "x", {"training": False})},
        {"any": ANY_LENGTH},
    ),
    "integers where floats are declared": (
        {"x": (inp(4, dtype="int32"),), "e": (block("two"), ["x", "x"])},
        {"two": TWO},
    ),
    "masked": (
        {
            "x": (inp(9),),
            "m": (layer("Embedding", input_dim=3, output_dim=4, mask_zero=True), "x"),
            "e": (block("any"), "m"),
            "l": (layer("LSTM", units=2), "e"),
        },
        {"any": ANY_LENGTH},
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("dtype_policy", ["float32", "mixed_float16"])
def test_a_block_answers_as_keras_does(case: str, dtype_policy: str) -> None:
    calls, models = CASES[case]
    inputs: Any = [key for key, (first, *_) in calls.items() if _is_input(first)]
    drawn = design(
        calls,
        inputs[0] if len(inputs) == 1 else inputs,
        models=models,
        dtype_policy=dtype_policy,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of structures and masks, which Keras mends
        reference = Reference(drawn)
    check(drawn, analyse(drawn), reference)


def _is_input(made: Any) -> bool:
    return getattr(made, "class_name", "") == "keras.Input"


def test_outputs_of_a_dict_are_in_the_order_of_their_keys() -> None:
    calls, models = CASES["dicts in and out"]
    analysis = analyse(design(calls, ["x", "y"], models=models))
    assert analysis.nodes["e"].outputs == (
        TensorSpec((None, 2), "float32"),
        TensorSpec((None, 5), "float32"),
    )


def test_weights_of_a_block_are_found_below_their_layers_names() -> None:
    analysis = analyse(
        design(
            {"x": (inp(9, 4),), "e": (block("outer"), "x")},
            models={"any": ANY_LENGTH, "outer": OUTER},
        )
    )
    paths = [weight.path for weight in analysis.operations["e"].weights or ()]
    assert paths == [
        "n/c/kernel", "n/c/bias", "n/b/gamma", "n/b/beta", "n/b/moving_mean", "n/b/moving_variance",
    ]  # fmt: skip


def test_copies_count_each_and_calls_of_one_instance_once() -> None:
    drawn = design(
        {
            "x": (inp(9, 4),),
            "e": (block("any"), "x"),
            "f": ("e", "x"),
            "g": (block("any"), "x"),
        },
        models={"any": ANY_LENGTH},
    )
    assert analyse(drawn).total_params == 2 * (2 * 4 * 3 + 3 + 4 * 3)


def test_a_call_with_the_declared_shapes_needs_no_model_to_be_made() -> None:
    drawn = design({"x": (inp(None, 4),), "e": (block("any"), "x")}, models={"any": ANY_LENGTH})
    nested_models.Definition.ask.cache_clear()
    assert analyse(drawn).nodes["e"].state == "known"
    assert len(nested_models.Definition.ask.cache) == 0


def test_blocks_in_blocks_without_end_of_weights_are_counted_not_listed() -> None:
    models = {
        f"m{i:02}": graph(
            {
                "i": (inp(4),),
                "a": (block(f"m{i + 1:02}"), "i"),
                "b": (block(f"m{i + 1:02}"), "a"),
            },
            "i",
        )
        for i in range(40)
    }
    models["m40"] = graph({"i": (inp(4),), "a": (layer("Dense", units=4), "i")}, "i")
    analysis = analyse(design({"x": (inp(4),), "b": (block("m00"), "x")}, models=models))
    assert analysis.total_params == 20 * 2**40
    assert analysis.operations["b"].weights is None
    assert analysis.errors == ()


def test_definitions_nested_too_deeply_for_keras_are_told() -> None:
    models = {
        f"m{i:04}": graph({"i": (inp(4),), "a": (block(f"m{i + 1:04}"), "i")}, "i")
        for i in range(1500)
    }
    models["m1500"] = graph({"i": (inp(4),), "a": (layer("Dense", units=4), "i")}, "i")

    def called(*shape: int) -> Design:
        return design({"x": (inp(*shape),), "b": (block("m0000"), "x")}, models=models)

    assert analyse(called(4)).total_params == 20
    assert [error.message for error in analyse(called(4, 1)).errors] == [
        "`b` (model) cannot take `x` (None, 4, 1): it is nested too deeply for Keras"
    ]


def holding_a_placeholder(size: int) -> Design:
    """A block that holds a placeholder, called with so many features; its own inputs have four."""
    recorded = Recorded((TensorSpec((None, 4), "float32"),), 3)
    own = replace(layer("Own"), name="own", recorded=recorded)
    inner = graph({"i": (inp(4),), "o": (layer("Dense", units=4), "i")}, "i")
    inner = replace(
        inner,
        operations={**inner.operations, "own": own},
        nodes={**inner.nodes, "own": Node("own", (ref("o"),))},
    )
    calls = {"x": (inp(size),), "e": (block("inner", trainable=False), "x", {"training": False})}
    return design({**calls, "d": (layer("ReLU"), "e")}, models={"inner": inner})


def test_a_call_that_only_says_training_asks_for_no_live_model() -> None:
    found = analyse(holding_a_placeholder(4))
    assert not found.errors
    assert found.nodes["d"].outputs == (TensorSpec((None, 4), "float32"),)
    assert found.total_params == 23


def test_other_shapes_of_a_block_with_a_placeholder_are_no_error() -> None:
    found = analyse(holding_a_placeholder(5))
    assert not found.errors
    assert [found.nodes[key].state for key in ("e", "d")] == ["unknown", "unknown"]
    assert found.total_params == 23
    (told,) = (d for d in found.diagnostics if d.code == "recorded-for-other-inputs")
    assert (told.graph, told.nodes) == ("main", ("e",))
    assert "`own` in it cannot be asked" in told.message
