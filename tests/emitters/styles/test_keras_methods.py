"""Methods of a written class besides `call`."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.emitters import emit
from model_codegen.emitters.collect import collect
from model_codegen.emitters.styles.keras_methods import call_marks, input_marks
from tests.drafting import block, design, graph, inp, layer

pytestmark = pytest.mark.keras

CALLS = {"x": (inp(4),), "a": (layer("Dense", units=4), "x"), "b": ("a", "a")}


def test_a_line_is_about_all_calls_of_what_it_makes() -> None:
    drawn = design(CALLS)
    body = collect(drawn, analyse(drawn)).main
    assert call_marks(body, "a") == [("main", "a"), ("main", "b")]
    assert input_marks(body) == [("main", "x")]


def test_a_frozen_block_freezes_what_is_inside_once_that_is_built() -> None:
    calls = {"x": (inp(4),), "own": (block("inner", trainable=False), "x")}
    drawn = design(calls, models={"inner": graph(CALLS)})
    text = emit(drawn, "subclass").text
    assert "self.call(keras.KerasTensor(input_shape))\n" in text
    assert "if not self.trainable:\n            for layer in [self.a]:\n" in text
