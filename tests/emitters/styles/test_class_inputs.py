"""What names the inputs of a class is told as source has it."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis import analyse
from model_codegen.emitters import emit
from model_codegen.emitters.naming.module_names import module_names
from model_codegen.emitters.styles.class_inputs import input_names
from model_codegen.emitters.unfinished_source import program_of
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("inputs", "wanted"),
    [
        (["x", "x_1"], {"x": "x_1", "x_1": "x_1_1"}),
        ({"k": "x", "made": "x_1"}, {"x": "x_1", "x_1": "made"}),
        ({"k": ["x", "x_1"]}, {"x": "x_1", "x_1": ""}),
    ],
)
def test_an_input_is_named_by_its_variable_or_else_by_its_key(
    inputs: Any, wanted: dict[str, str]
) -> None:
    calls = {"x": (inp(4),), "x_1": (inp(4),), "d": (layer("Dense", units=3), "x")}
    drawn = design(calls, inputs, ref("d"))
    program = program_of(drawn, analyse(drawn))
    assert input_names(program, folded=False) == {"main": wanted}
    text = emit(drawn, "subclass").text
    variable = wanted["x"]
    assert f"self.d({variable})" in text
    assert module_names(program, classes=True).build == "build_model"
