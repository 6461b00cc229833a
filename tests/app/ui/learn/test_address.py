"""What the address of the Learn page says."""

from __future__ import annotations

import pytest
import streamlit as st

from app.core.lessons import course
from app.core.lessons.course import Course
from app.ui.learn import address
from tests.e2e.server import ROOT


@pytest.fixture(scope="module")
def lessons() -> Course:
    return course.read(ROOT / "lessons")


@pytest.mark.parametrize(
    ("said", "number"),
    [("2", 2), ("0", 1), ("-3", 1), ("x", 1), ("٣", 1), ("999", 6), ("9" * 5000, 6)],
)
def test_a_step_that_is_not_there_is_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, lessons: Course, said: str, number: int
) -> None:
    lesson = next(one for one in lessons.lessons if one.slug == "weights-are-lazy")
    monkeypatch.setattr(st, "query_params", {"lesson": lesson.slug, "step": said})
    assert len(lesson.steps) == 6
    assert address.place(lessons) == (lesson, number)


def test_a_lesson_that_is_not_there_is_the_overview(
    monkeypatch: pytest.MonkeyPatch, lessons: Course
) -> None:
    monkeypatch.setattr(st, "query_params", {"lesson": "<b>x</b>", "step": "2"})
    assert address.place(lessons) is None
