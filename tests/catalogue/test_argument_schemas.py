"""One argument's schema: from a fact, its name, its default, or what the docstring says."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from model_codegen.catalogue.argument_schemas import argument_schema, arguments_schema

REQUIRED = inspect.Parameter.empty


def schema(name: str, default: Any, text: str = "", owner: str = "Widget") -> dict[str, Any]:
    parameter = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default)
    found = argument_schema(owner, parameter, text)
    return {key: value for key, value in found.items() if key not in ("description", "default")}


@pytest.mark.parametrize(
    ("default", "text", "expected"),
    [
        (REQUIRED, "Positive integer, how many.", {"type": "integer", "minimum": 1}),
        (REQUIRED, "Float between 0 and 1.", {"type": "number", "minimum": 0, "maximum": 1}),
        (REQUIRED, "Boolean, whether to.", {"type": "boolean"}),
        (None, "Whether to.", {"type": ["boolean", "null"]}),
        (False, "An integer, says the text.", {"type": "boolean"}),
        (0.0, "Float >= 0.0. Slope.", {"type": "number", "minimum": 0}),
        (1e-3, "Small float.", {"type": "number"}),
        (3, "How many.", {"type": "integer"}),
        (None, "Optional positive integer.", {"type": ["integer", "null"], "minimum": 1}),
        ("b", 'One of `"a"`, `"b"`.', {"enum": ["a", "b"]}),
        ("a", 'One of `{"a", "b", None}`.', {"enum": ["a", "b", None]}),
        ("c", 'One of `"a"`, `"b"`.', {"type": "string"}),
        ("utf-8", "The encoding.", {"type": "string"}),
        (REQUIRED, "A string.", {"type": "string"}),
        (
            (0, 255),
            "the range of values, as a tuple of two numbers.",
            {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        ),
        (
            REQUIRED,
            "A tuple of two floats or a single float.",
            {
                "anyOf": [
                    {"title": "number", "type": "number"},
                    {
                        "title": "list",
                        "type": "array",
                        "items": {"type": "number"},
                        "minItems": 2,
                        "maxItems": 2,
                    },
                ]
            },
        ),
        (REQUIRED, "Something else.", {}),
    ],
)
def test_type_from_default_and_words(default: Any, text: str, expected: dict[str, Any]) -> None:
    assert schema("thing", default, text) == expected


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("kernel_initializer", "initializer"),
        ("activity_regularizer", "regularizer"),
        ("bias_constraint", "constraint"),
        ("activation", "activation"),
        ("recurrent_activation", "activation"),
    ],
)
def test_objects_are_known_by_name(name: str, definition: str) -> None:
    assert schema(name, None) == {"$ref": f"#/$defs/{definition}"}


def test_sizes_have_as_many_numbers_as_the_class_has_dimensions() -> None:
    for owner, length in (("Conv1D", 1), ("Conv2DTranspose", 2), ("MaxPooling3D", 3)):
        one, several = schema("strides", REQUIRED, owner=owner)["anyOf"]
        assert one["minimum"] == 1
        assert (several["minItems"], several["maxItems"]) == (length, length)
    assert "maxItems" not in schema("strides", REQUIRED, owner="conv")["anyOf"][1]


def test_a_fact_about_one_class_goes_before_one_about_the_name() -> None:
    assert schema("factor", 0.3, owner="AugMix")["type"] == "number"
    assert "anyOf" in schema("factor", 0.3, owner="RandomZoom")


def test_functions_have_facts_of_their_own() -> None:
    assert schema("axis", None, "Integer.", owner="sum")["anyOf"][1]["type"] == "array"
    assert schema("axis", -1, "Integer.", owner="Widget") == {"type": "integer"}


def test_defaults_and_help_are_kept() -> None:
    def made(size: int, shape: tuple[int, ...] = (1, 2), seed: int | None = None) -> None:
        """Made.

        Args:
            size: Positive integer. Its size.
        """

    parameters = list(inspect.signature(made).parameters.values())
    found = arguments_schema("made", parameters, {"size": "Positive integer."}, {"seed": "A seed."})
    assert [*found["properties"]] == ["size", "shape", "seed"]
    assert found["required"] == ["size"]
    assert found["additionalProperties"] is False
    assert "default" not in found["properties"]["size"]
    assert found["properties"]["size"]["description"] == "Positive integer."
    assert found["properties"]["shape"]["default"] == [1, 2]
    assert found["properties"]["seed"]["default"] is None
    assert found["properties"]["seed"]["description"] == "A seed."
