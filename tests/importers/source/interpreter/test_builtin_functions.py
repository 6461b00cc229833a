"""Python's built-in functions, held to Python."""

from __future__ import annotations

import pytest

from tests.importers.source.interpreter.held_to_python import check, reason_of

CLASS = """
class Box:
    size = 3
    def __init__(self):
        self.name = "box"
box = Box()
"""


@pytest.mark.parametrize(
    "text",
    [
        "abs(-2)", "divmod(7, 2)", "round(2.567, 1)", "[*range(1, 7, 2)]", "chr(97) + hex(10)",
        "callable(3), callable(len)", "pow(2, 5)", "repr('a')", "next(iter([1, 2]))",
        "next(iter([]), 'none')", "getattr(box, 'size')", "getattr(box, 'nothing', 5)",
        "hasattr(box, 'name'), hasattr(box, 'size'), hasattr(box, 'nothing')", "print(1)",
        "setattr(box, 'name', 'other') or box.name", "int('3') + float('1.5')",
    ],
)  # fmt: skip
def test_the_result_is_that_of_python(text: str) -> None:
    check(f"{CLASS}found = {text}", "found")


def test_an_iterator_remembers_its_place() -> None:
    check("it = iter([1, 2, 3])\na = next(it)\nb = next(it)\nc = list(it)", "a", "b", "c")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("next(iter([]))", "there is no item"),
        ("getattr(3)", "which attribute is meant is not known"),
        ("hasattr(3, 'real')", "whether it has this attribute is not known"),
        ("ValueError('no')", "`ValueError` is raised"),
        ("open('file')", "`open` is not run"),
        ("pow(2)", "`pow` lacks arguments"),
        ("super()", "`super()` stands in no method"),
    ],
)
def test_what_is_not_known_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason
