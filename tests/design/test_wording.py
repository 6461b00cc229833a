"""Names in messages, and Keras' exceptions in one sentence."""

from __future__ import annotations

import pytest

from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import flow
from model_codegen.design.wording import LONGEST, Words, listing, offer, quote, shorten
from model_codegen.keras_bridge.error_messages import reason
from tests.drafting import block, graph, inp, layer, op, ref

GRAPH = graph(
    {
        "x": (inp(5, 4),),
        "a": (layer("LSTM", units=3, return_state=True), "x"),
        "b": ("a", "x"),
        "c": (op("add"), ref("a"), ref("b")),
        "d": (block("enc"), "c"),
        "e": (layer("ReLU"), "gone"),
    }
)
STATE = Symbol((None, 3), "float32")
WORDS = Words(
    GRAPH,
    flow(GRAPH),
    {"x": (Symbol((None, 5, 4), "float32"),), "a": (STATE,) * 3},
    {"enc": graph({}, name="Encoder")},
)


def test_nodes_are_called_by_the_names_on_the_canvas() -> None:
    assert WORDS.node("x") == "`x`"
    assert WORDS.node("b") == "`a` (call 2)"
    assert WORDS.node("c") == "`c`"
    assert WORDS.node("gone") == "`gone`"
    assert WORDS.nodes(["a", "c"]) == "`a` (call 1) and `c`"


def test_kinds_are_classes_functions_and_definitions() -> None:
    assert WORDS.described("b") == "`a` (call 2) (LSTM)"
    assert [WORDS.kind(key) for key in ("x", "c", "d", "gone")] == [
        "Input", "ops.add", "Encoder", "unknown",
    ]  # fmt: skip


def test_tensors_have_their_shapes_and_numbers_where_there_are_several() -> None:
    assert WORDS.tensor(ref("x")) == "`x` (None, 5, 4)"
    assert WORDS.tensor(ref("a", 2)) == "`a` (call 1) output 2 (None, 3)"
    assert WORDS.tensor(ref("d")) == "`d`"
    assert WORDS.tensor(TensorRef("gone", 7)) == "`gone`"
    assert WORDS.output(ref("a", 1)) == "`a` (call 1) output 1"


def test_lists_are_read_aloud() -> None:
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a and b"
    assert listing(["a", "b", "c"]) == "a, b and c"
    assert listing(list("abcdefgh"), most=4) == "a, b, c and 5 more"


def test_foreign_text_is_one_line_and_never_long() -> None:
    assert quote("a\n b") == "`a b`"
    assert shorten("x" * 9_999) == "x" * LONGEST + "…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Input 0 with name 'None' of layer 'this_layer' is incompatible with the layer: "
            "expected max_ndim=3, found ndim=5. Full shape received: (1, 2)",
            "it needs at most 3 dimensions, the batch included, not 5",
        ),
        (
            "Exception encountered when calling Foo.call().\n\n\x1b[1mIt went wrong.\x1b[0m\n\n"
            "Arguments received by Foo.call():\n  • inputs=3",
            "It went wrong",
        ),
        (
            "Could not automatically infer the output shape / dtype of 'this_layer' (of type Foo). "
            "Either the `Foo.call()` method is incorrect, or you need to implement the "
            "`Foo.compute_output_spec() / compute_output_shape()` method. Error encountered:\n\nNo",
            "No",
        ),
        (
            "Layer 'this_layer' dislikes <KerasTensor shape=(None, 3), dtype=float32, "
            "sparse=False, ragged=False, name=keras_tensor_1>. Received: 3",
            "Layer this layer dislikes (None, 3)",
        ),
        ("", "ValueError"),
        ("first, but received second", "first, but received second"),
    ],
)
def test_an_exception_of_keras_is_one_clean_sentence(text: str, expected: str) -> None:
    assert reason(ValueError(text), "Foo", "this_layer") == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("perceptron", "Did you mean `deep_perceptron` or `perceptron_2`?"),
        ("unett", "Did you mean `unet`?"),
        ("", "Choose from deep_perceptron, perceptron_2, unet."),
    ],
)
def test_an_unknown_name_is_told_what_there_is(name: str, said: str) -> None:
    assert offer(name, ("deep_perceptron", "perceptron_2", "unet")) == said
