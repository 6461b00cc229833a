"""Models whose weights have shapes and no values."""

from __future__ import annotations

import sys

import pytest

from model_codegen.design.errors import RenderError
from model_codegen.execution.symbolic import symbolic_model
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras


def test_weights_of_any_size_take_no_memory() -> None:
    drawn = design({"x": (inp(8),), "d": (layer("Dense", units=10**12), "x")})
    with symbolic_model(drawn) as model:
        assert model.count_params() == 9 * 10**12
        assert model.get_layer("d").kernel._value is None


def test_what_is_wrong_is_told_by_the_names_of_the_drawing() -> None:
    drawn = design({"x": (inp(8),), "a <b>": (layer("Dense", units=-1), "x")})
    with pytest.raises(RenderError, match="`a <b>"), symbolic_model(drawn):
        pass


def test_a_deep_model_may_recurse_and_others_may_not_afterwards() -> None:
    allowed = sys.getrecursionlimit()
    with symbolic_model(design({"x": (inp(8),), "r": (layer("ReLU"), "x")})):
        assert sys.getrecursionlimit() > allowed
    assert sys.getrecursionlimit() == allowed
