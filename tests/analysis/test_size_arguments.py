"""Arguments that decide on sizes, before they are tried on the whole design."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.graph_analysis import GraphAnalyser
from model_codegen.analysis.size_arguments import size_arguments
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Layer
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

POOL = layer("MaxPooling2D")
UP = layer("UpSampling2D", size=3)


def titles(calls: dict[str, Any]) -> list[str]:
    drawn = design({"x": (inp(8, 8, 2),), **calls, "j": (layer("Concatenate"), ["x", "e"])})
    graph = GraphAnalyser(drawn, MAIN, drawn.main, "float32", {}, frozenset())
    graph.run()
    join = drawn.main.operations["j"]
    assert isinstance(join, Layer)
    return [found.title for found in size_arguments(graph, "j", join)]


def test_the_layer_that_makes_the_difference_is_changed_however_far_before() -> None:
    calls: dict[str, Any] = {"p": (POOL, "x"), "u": (UP, "p")}
    calls |= {"n": (layer("BatchNormalization"), "u"), "e": (layer("ReLU"), "n")}
    assert titles(calls) == ["Set size of `u` to 2"]


def test_a_layer_that_is_called_twice_is_left_alone() -> None:
    calls = {"p": (POOL, "x"), "u": (UP, "p"), "again": ("u", "x"), "e": (layer("ReLU"), "u")}
    assert titles(calls) == []


def test_one_way_is_followed_and_no_other() -> None:
    calls = {"p": (POOL, "x"), "q": (POOL, "x"), "s": (layer("Add"), ["p", "q"])}
    assert titles({**calls, "e": (layer("ReLU"), "s")}) == []


def test_what_has_no_size_is_not_asked() -> None:
    assert titles({"f": (layer("Flatten"), "x"), "e": (layer("ReLU"), "f")}) == []
