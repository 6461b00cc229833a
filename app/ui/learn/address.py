"""What the address of the Learn page says: `?lesson=sharing&step=3`, which a refresh keeps."""

from __future__ import annotations

import streamlit as st

from app.core.lessons.course import Course
from app.core.lessons.lesson import Lesson

LESSON, STEP, PROJECT, TEACH, JOIN = "lesson", "step", "project", "teach", "join"


def place(course: Course) -> tuple[Lesson, int] | None:
    """The lesson and the step, from 1, that the address names; None for the overview."""
    lesson = course.lesson(st.query_params.get(LESSON, ""))
    if lesson is None:
        return None
    said = st.query_params.get(STEP, "1")
    # Nine digits: Python does not read a number of thousands of them.
    number = int(said[:9]) if said.isascii() and said.isdecimal() else 1
    return lesson, min(max(number, 1), len(lesson.steps))


def projects() -> bool:
    """Whether a room looks at it."""
    return st.query_params.get(PROJECT) == "true"


def go(lesson: str = "", step: int = 1, *, project: bool | None = None) -> None:
    """Name another place; the page is to be run again.

    Args:
        lesson: Slug of a lesson; empty for the overview.
        step: From 1.
        project: Whether a room looks at it; None: as before.
    """
    said = {LESSON: lesson, STEP: str(step)} if lesson else {}
    if lesson and (projects() if project is None else project):
        said[PROJECT] = "true"
    st.query_params.from_dict(said)


def go_teach(school_class: str = "") -> None:
    """Name a class of the teacher's, or the list of them."""
    st.query_params.from_dict({TEACH: school_class or "classes"})


def join_link(code: str) -> str:
    """The whole address by which learners join a class."""
    return f"{(st.context.url or '').partition('?')[0]}?{JOIN}={code}"
