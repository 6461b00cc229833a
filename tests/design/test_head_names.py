"""Names of inputs and outputs, as `fit` and `compile` take them."""

from __future__ import annotations

from model_codegen import gallery
from model_codegen.design.head_names import head_names, input_names
from tests.drafting import design, inp, layer, op, ref


def test_inputs_and_outputs_are_called_like_their_layers() -> None:
    drawn = gallery.load("two_headed_mlp")
    assert [name for name, _ in head_names(drawn)] == ["digit", "is_hard"]
    assert [name for name, _ in input_names(drawn)] == ["pixels", "metadata"]
    assert head_names(gallery.load("mlp")) == [("dense_2", ref("dense_2"))]
    assert input_names(gallery.load("mlp")) == [("input_layer", "input_layer")]


def test_keys_functions_and_likes_have_names_of_their_own() -> None:
    drawn = design(
        {
            "x": (inp(4),),
            "a": (layer("Dense", units=4), "x"),
            "b": ("a", "a"),
            "sum": (op("add"), "a", "b"),
        },
        inputs={"left": "x"},
        outputs=[ref("a"), ref("b"), ref("sum"), {"last": ref("sum"), "all": [ref("b"), ref("a")]}],
    )
    assert [name for name, _ in head_names(drawn)] == [
        "a",
        "a_1",
        "add",
        "last",
        "all",
        "all_1",
    ]
    assert input_names(drawn) == [("left", "x")]
