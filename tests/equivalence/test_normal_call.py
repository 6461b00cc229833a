"""Calls that hand over the same have one normal form."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Node, Op
from model_codegen.equivalence.normal_call import normal_call
from tests.drafting import ref

pytestmark = pytest.mark.keras

ADD = {"total": Op("keras.ops.add")}


def test_arguments_by_name_stand_in_their_places() -> None:
    named = Node("total", (), {"x2": ref("b"), "x1": ref("a")})
    placed = Node("total", (ref("a"), ref("b")))
    assert normal_call(ADD, named) == normal_call(ADD, placed)
    assert normal_call(ADD, placed) != normal_call(ADD, Node("total", (ref("b"), ref("a"))))


def test_arguments_that_do_not_fit_the_function_are_refused() -> None:
    with pytest.raises(TypeError, match="x2"):
        normal_call(ADD, Node("total", (ref("a"),)))
