"""`isinstance` and `type`, held to Python."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, reason_of

CLASSES = """
class Above: pass
class Box(Above): pass
box = Box()
"""


@pytest.mark.parametrize(
    "text",
    [
        "isinstance(3, int)", "isinstance(True, int)", "isinstance(3, (str, float))",
        "isinstance([], (tuple, list))", "isinstance(box, Above)", "isinstance(Above(), Box)",
        "type(box) is Box", "type(3) is int", "type(3) is str", "type(box).__name__",
    ],
)  # fmt: skip
def test_the_answer_is_that_of_python(text: str) -> None:
    check(f"{CLASSES}found = {text}", "found")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("isinstance(nowhere, int)", "`nowhere` is not defined in this text"),
        ("isinstance(3)", "`isinstance` lacks arguments"),
        ("type(len)", "its type is not known"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason


@pytest.mark.keras
def test_the_type_of_a_layer_is_its_class_in_keras() -> None:
    check(
        "from keras import layers\nd = layers.Dense(3)\n"
        "found = type(d) is layers.Dense, type(d) is not layers.Dense, isinstance(d, layers.Layer)",
        "found",
    )
