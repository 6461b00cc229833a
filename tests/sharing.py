"""Designs in which one object stands in several places, with what Keras counts."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen.design.graph import Design
from tests.drafting import block, design, graph, inp, layer

DENSE = layer("Dense", units=4)


def inside_and_outside() -> Design:
    inner = graph({"a": (inp(4),), "call": ("shared", "a")}, "a", name="block")
    return design(
        {
            "i": (inp(4),),
            "block": (block("block"), "i"),
            "bare": ("shared", "i"),
            "add": (layer("Add"), ["block", "bare"]),
        },
        "i",
        models={"block": inner},
        operations={"shared": DENSE},
    )


def three_levels() -> Design:
    inner = graph({"a": (inp(8),), "d": (DENSE, "a")}, "a", name="inner")
    outer = graph(
        {"b": (inp(8),), "inside": ("part", "b"), "e": (DENSE, "inside")}, "b", name="outer"
    )
    return design(
        {
            "i": (inp(8),),
            "outer": (block("outer"), "i"),
            "bare": ("part", "i"),
            "add": (layer("Add"), ["outer", "bare"]),
        },
        "i",
        models={"inner": inner, "outer": outer},
        operations={"part": block("inner")},
    )


def part_of_itself() -> Design:
    part = graph({"a": (inp(10),), "call": ("h", "a")}, "a", name="part")
    return design(
        {
            "i": (inp(10),),
            "part": (block("part"), "i"),
            "bare": ("h", "i"),
            "add": (layer("Add"), ["part", "bare"]),
        },
        "i",
        models={"part": part},
        operations={"h": layer("Dense", units=10)},
    )


def two_copies_around_one() -> Design:
    inner = graph({"a": (inp(4),), "own": (DENSE, "a"), "call": ("shared", "own")}, "a", name="b")
    return design(
        {
            "i": (inp(4),),
            "left": (block("b"), "i"),
            "right": (block("b"), "left"),
        },
        "i",
        models={"b": inner},
        operations={"shared": DENSE},
    )


def one_cell_twice() -> Design:
    cells = [{"operation": "cell"}, {"operation": "cell"}]
    return design(
        {"i": (inp(5, 6),), "rnn": (layer("RNN", cell={"operation": "stack"}), "i")},
        "i",
        operations={
            "cell": layer("LSTMCell", units=6, dropout=0.5),
            "stack": layer("StackedRNNCells", cells=cells),
        },
    )


def wrapped_and_bare() -> Design:
    wrapper = layer("TimeDistributed", layer={"operation": "shared"})
    return design(
        {"i": (inp(3, 4),), "each": (wrapper, "i"), "bare": ("shared", "each")},
        "i",
        operations={"shared": DENSE},
    )


def wrapped_model_and_bare() -> Design:
    inner = graph({"a": (inp(4),), "call": ("shared", "a")}, "a", name="encoder")
    wrapper = layer("TimeDistributed", layer={"operation": "encoder"})
    return design(
        {
            "i": (inp(3, 4),),
            "j": (inp(4),),
            "each": (wrapper, "i"),
            "bare": ("encoder", "j"),
        },
        ["i", "j"],
        models={"encoder": inner},
        operations={"encoder": block("encoder"), "shared": DENSE},
    )


SHARING: dict[str, tuple[Callable[[], Design], int]] = {
    "inside_and_outside": (inside_and_outside, 20),
    "three_levels": (three_levels, 56),
    "part_of_itself": (part_of_itself, 110),
    "two_copies_around_one": (two_copies_around_one, 60),
    "one_cell_twice": (one_cell_twice, 312),
    "wrapped_and_bare": (wrapped_and_bare, 20),
    "wrapped_model_and_bare": (wrapped_model_and_bare, 20),
}
"""By name: what makes it, and its parameters for Keras."""
