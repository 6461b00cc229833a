"""What each form of an argument becomes, and that nothing is coerced."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from model_codegen.design.fileformat.argument_schema import WireArgument
from model_codegen.design.graph import Missing, Slice, TensorRef


@pytest.mark.parametrize(
    ("written", "argument"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        ("same", "same"),
        ({"tensor": ["a", 1]}, TensorRef("a", 1)),
        ({"missing": True}, Missing()),
        ({"ellipsis": True}, ...),
        ({"float": "-inf"}, float("-inf")),
        ({"slice": [None, {"tensor": ["a", 0]}, -1]}, Slice(None, TensorRef("a"), -1)),
        ([1, [{"missing": True}]], [1, [Missing()]]),
        ({"tuple": [1, {"tuple": []}]}, (1, ())),
        ({"dict": {"b": {"tensor": ["a", 0]}, "a": {"dict": {}}}}, {"b": TensorRef("a"), "a": {}}),
    ],
)
def test_an_argument_becomes_what_its_tag_says(written: Any, argument: Any) -> None:
    found: Any = TypeAdapter(WireArgument).validate_python(written)
    assert found == argument
    assert type(found) is type(argument)


@pytest.mark.parametrize("written", [{"tensor": ["a", True]}, {"slice": [1.0, None, None]}, (1, 2)])
def test_no_argument_is_coerced(written: Any) -> None:
    argument: Any = TypeAdapter(WireArgument)
    with pytest.raises(ValidationError):
        argument.validate_python(written)
