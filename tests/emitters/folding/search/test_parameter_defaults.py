"""Which value of a parameter is its default: what a reader would not miss."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.emitters.folding.search.parameter_defaults import REQUIRED, usual_value
from model_codegen.emitters.folding.slot_values import ABSENT, Param
from model_codegen.emitters.folding.steps import Parameter


@pytest.mark.parametrize(
    ("hint", "values", "usual"),
    [
        ("rate", (0.1, ABSENT), None),
        ("filters", (ABSENT, 8), None),
        ("filters", (8, 8, 8, 9), REQUIRED),
        ("name", ("a", "a"), REQUIRED),
        ("strides", (2, 1, 2), 1),
        ("strides", (2, 3), REQUIRED),
        ("strides", (True, 2), REQUIRED),
        ("padding", ("same", "valid", "same"), "same"),
        ("padding", ("same", "valid", "other", "more"), REQUIRED),
        ("use_bias", (False, False, True), False),
        ("activation", (Param("p1", "value"), "relu"), REQUIRED),
        ("rate", (0.1, 0.1), REQUIRED),
    ],
)
def test_a_parameter_has_a_default_or_none(hint: str, values: tuple[Any, ...], usual: Any) -> None:
    found = usual_value(Parameter(Param("p0", "value"), hint, values))
    assert found is usual if usual is REQUIRED else found == usual
