"""Assignment to names, attributes and items, held to Python."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.values import Unknown
from tests.importers.source.interpreter.held_to_python import check, follow


@pytest.mark.parametrize(
    "text",
    [
        "a = b = 3", "a, b = 1, 2", "a, *b = 'xyz'", "(a, (b,)) = [1, [2]]", "*a, b = range(4)",
        "a = [1, 2, 3]\nb = a\na[0] = 5", "a = {}\na['k'] = b = 1",
        "a = [1, 2, 3]\na[1:] = b = [7]",
        "a = [1, 2]\na[-1] = b = a[0]", "a: int = 1\nb: int = a",
    ],
)  # fmt: skip
def test_variables_hold_what_they_do_in_python(text: str) -> None:
    check(text, "a", "b")


def test_an_attribute_is_set_on_its_object() -> None:
    check("class Box: pass\nbox = Box()\nbox.a = 3\nBox.b = 4\nfound = box.a, box.b", "found")


def test_what_cannot_be_unpacked_leaves_its_names_unknown() -> None:
    found = follow("a, b = 1, 2, 3\nc, d = nowhere").program.module.values
    reasons = [each.reason for each in found.values() if isinstance(each, Unknown)]
    undefined = "`nowhere` is not defined in this text"
    assert reasons == [*["there are 3 values for 2 names"] * 2, undefined, undefined]


@pytest.mark.parametrize("text", ["a[5] = 1", "a['x'] = 1", "a[nowhere] = 1", "a[0:1] = 7"])
def test_an_item_that_cannot_be_set_changes_nothing(text: str) -> None:
    assert follow(f"a = [1, 2]\n{text}").program.module.values["a"] == [1, 2]
