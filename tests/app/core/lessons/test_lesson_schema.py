"""What may stand in a lesson is what its documentation shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.lessons.lesson_schema import FrontMatter, StepKeys
from tests.app.core.lessons.lesson_texts import read

TEXT = (Path(__file__).parents[4] / "docs" / "lessons.md").read_text(encoding="utf-8")


def test_the_lesson_in_the_documentation_is_one() -> None:
    (example,) = re.findall(r"^~~~markdown\n(.*?)^~~~$", TEXT, re.MULTILINE | re.DOTALL)
    reading = read(example)
    assert reading.lesson is not None, reading.errors
    assert reading.lesson.exercises[0].id == "share-the-encoder"


@pytest.mark.parametrize("key", [*FrontMatter.model_fields, *StepKeys.model_fields])
def test_every_key_is_told_of(key: str) -> None:
    assert f"\n| `{key}` | " in TEXT
