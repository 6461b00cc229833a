"""No design, however large, deep or absurd, makes the analysis fail or allocate."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

import pytest

from model_codegen.analysis import Analysis, analyse, to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from tests.drafting import block, design, graph, inp, layer, ref

pytestmark = pytest.mark.keras

MANY = 5_000


def nested(leaf: Any) -> Any:
    return functools.reduce(lambda tree, _: [tree], range(100_000), leaf)


def dense(index: int) -> str:
    return f"d{index:04}"


def many(source: Any, name: Any = dense, count: int = MANY) -> Design:
    """`count` Dense layers, each fed by what `source` says."""
    made = [*map(dense, range(count))]
    operations = {
        key: Layer("keras.layers.Dense", name(i), {"units": 8}) for i, key in enumerate(made)
    }
    nodes = {key: Node(key, (ref(source(i)),)) for i, key in enumerate(made)}
    main = ModelGraph(
        "model",
        {"x": Layer("keras.Input", "x", {"shape": [8]}), **operations},
        {"x": Node("x"), **nodes},
        "x",
    )
    return Design("many", main)


D = layer("Dense", units=3)
X = {"x": (inp(8),)}

# Made when they are needed: it takes a second, in every process that collects tests.
DESIGNS: dict[str, tuple[Callable[[], Design], set[str]]] = {
    "a chain": (lambda: many(lambda i: dense(i - 1) if i else "x"), set()),
    "a fan": (lambda: many(lambda i: "x"), set()),
    "a ring": (lambda: many(lambda i: dense((i + 1) % MANY)), {"cycle", "no-output"}),
    # Fixes are tried for the first of them, each an analysis of all: a fifth shows it.
    "nothing but loose ends": (
        lambda: many(lambda i: "gone", count=MANY // 5),
        {"dangling-reference"},
    ),
    "one name": (
        lambda: many(lambda i: "x", lambda i: "same", MANY // 5),
        {"duplicate-name"},
    ),
    "one layer": (
        lambda: Design(
            "shared",
            ModelGraph(
                "model",
                {
                    "x": Layer("keras.Input", "x", {"shape": [8]}),
                    "d": Layer("keras.layers.Dense", "d", {"units": 8}),
                },
                {
                    "x": Node("x"),
                    **{
                        dense(i): Node("d", (ref(dense(i - 1) if i else "x"),)) for i in range(MANY)
                    },
                },
                "x",
            ),
        ),
        set(),
    ),
    "units": (lambda: design({**X, "d": (layer("Dense", units=10**12), "x")}), set()),
    "more digits than python prints": (
        lambda: design({**X, "d": (layer("Dense", units=10**5000), "x")}),
        {"invalid-config"},
    ),
    "float units": (
        lambda: design({**X, "d": (layer("Dense", units=1e30), "x")}),
        {"invalid-config"},
    ),
    "not a number": (
        lambda: design({**X, "d": (layer("Dropout", rate=float("nan")), "x")}),
        {"invalid-config"},
    ),
    "no json": (
        lambda: design({**X, "d": (layer("Dense", units={1, 2}, activation=object()), "x")}),
        {"invalid-config"},
    ),
    "deep configuration": (
        lambda: design({**X, "d": (layer("Dense", units=nested(3)), "x")}),
        {"invalid-config"},
    ),
    "deep argument": (lambda: design({**X, "d": (D, nested(ref("x")))}), {"invalid-argument"}),
    "deep literal": (
        lambda: design({**X, "d": (D, "x", {"mask": nested(1)})}),
        {"invalid-argument"},
    ),
    "deep inputs": (
        lambda: design({**X, "d": (D, "x")}, nested("x")),
        {"invalid-input", "undeclared-input"},
    ),
    "deep outputs": (
        lambda: design({**X, "d": (D, "x")}, outputs=nested(ref("d"))),
        {"dangling-reference"},
    ),
    "foreign outputs": (
        lambda: design({**X, "d": (D, "x")}, outputs=["d", 3, None]),
        {"dangling-reference"},
    ),
    "a path on the server": (
        lambda: design({**X, "d": (layer("StringLookup", vocabulary="/etc/passwd"), "x")}),
        {"invalid-config"},
    ),
    "a foreign class": (
        lambda: design({**X, "d": (Layer("os.system", "", {}), "x")}),
        {"unknown-layer"},
    ),
    "a foreign function": (lambda: design({**X, "d": (Op("os.system"), "x")}), {"unknown-layer"}),
    "a long class": (
        lambda: design({**X, "d": (Layer("keras.layers." + "X" * 10**6, ""), "x")}),
        {"unknown-layer"},
    ),
    "no class": (lambda: design({**X, "d": (Layer("", ""), "x")}), {"unknown-layer"}),
    "negative index": (
        lambda: design({**X, "d": (D, TensorRef("x", -1))}),
        {"dangling-reference"},
    ),
    "a shape of text": (
        lambda: design({"x": (Layer("keras.Input", "", {"shape": "abc"}),), "d": (D, "x")}),
        {"invalid-config"},
    ),
    "definitions in a ring": (
        lambda: design(
            {**X, "b": (block("a"), "x")},
            models={
                "a": graph({"i": (inp(8),), "s": (block("b"), "i")}, "i"),
                "b": graph({"i": (inp(8),), "s": (block("a"), "i")}, "i"),
            },
        ),
        {"broken-block", "recursive-model"},
    ),
}


@functools.cache
def analysed(case: str) -> Analysis:
    return analyse(DESIGNS[case][0]())


@pytest.mark.parametrize("case", DESIGNS)
def test_it_is_answered(case: str) -> None:
    analysis = analysed(case)
    assert {error.code for error in analysis.errors} == DESIGNS[case][1]
    assert len(json.dumps(to_json(analysis))) > 0
    assert all(len(d.message) < 4_000 for d in analysis.diagnostics)


def test_a_path_too_long_for_keras_is_a_warning() -> None:
    (warning,) = analysed("a chain").diagnostics
    assert warning.message == (
        "The way to `d4999` is 5,001 calls long, and Keras recurses along it: "
        "make blocks of it, or raise Python's recursion limit"
    )


@pytest.mark.parametrize(
    ("made", "shape"),
    [
        (layer("LSTM", units=10**8), (5, 8)),
        (layer("Bidirectional",
               layer={"class_name": "keras.layers.GRU", "config": {"units": 10**8}}), (5, 8)),
        (layer("Conv2D", filters=10**9, kernel_size=100), (1000, 1000, 8)),
        (layer("SeparableConv2D", filters=10**9, kernel_size=100), (1000, 1000, 8)),
        (layer("EinsumDense", equation="ab,bc->ac", output_shape=[10**12]), (8,)),
        (layer("Dense", "int8_from_float32", units=10**12), (8,)),
        (layer("Dense", "float8_from_float32", units=10**12), (8,)),
        (layer("Dense", units=10**9, lora_rank=10**6), (8,)),
        (layer("Embedding", input_dim=10**12, output_dim=10**3), (5,)),
        (layer("PReLU"), (10**6, 10**6)),
        (layer("TimeDistributed",
               layer={"class_name": "keras.layers.Dense", "config": {"units": 10**12}}), (5, 8)),
        (layer("SpectralNormalization",
               layer={"class_name": "keras.layers.Dense", "config": {"units": 10**9}}), (8,)),
    ],
    ids=lambda value: getattr(value, "class_name", None),
)  # fmt: skip
def test_any_layer_may_be_larger_than_memory(made: Layer, shape: tuple[int, ...]) -> None:
    analysis = analyse(design({"x": (inp(*shape),), "a": (made, "x")}))
    assert analysis.errors == ()
    assert analysis.bytes > 10**8
