"""The course itself: every lesson is whole, and every solution and wrong answer is tried."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from app.core.lessons import course
from app.core.lessons.lesson import Lesson
from app.lessons.trying import Trial
from model_codegen.design.graph import Design

pytestmark = [pytest.mark.keras, pytest.mark.long(12)]

FOLDER = Path(__file__).parents[2] / "lessons"

SMALLEST = (180, 80)
"""Nodes nearer to each other than this lie on one another."""


@cache
def lessons() -> tuple[Lesson, ...]:
    """All of them, read once."""
    read = course.read(FOLDER)
    assert not read.errors, "\n".join(map(str, read.errors))
    return tuple(read.lessons)


def test_every_solution_passes_and_every_wrong_answer_is_answered() -> None:
    trial = Trial()
    wrong = [str(error) for lesson in lessons() for error in trial.problems(lesson)]
    assert not wrong, "\n".join(wrong)


def test_lessons_stand_in_an_order_that_works() -> None:
    known: set[str] = set()
    for number, lesson in enumerate(lessons(), 1):
        assert lesson.number == number
        assert set(lesson.after) <= known, lesson.slug
        known.add(lesson.slug)


def test_exercises_rise_in_difficulty_and_answer_mistakes() -> None:
    for lesson in lessons():
        assert 2 <= len(lesson.exercises) <= 4, lesson.slug
        assert lesson.exercises[0].level == 1, lesson.slug
        assert 3 in {exercise.level for exercise in lesson.exercises}, lesson.slug
        for exercise in lesson.exercises:
            assert exercise.wrong, exercise.key
            assert all(wrong.says for wrong in exercise.wrong), exercise.key
            assert exercise.answers, exercise.key
            assert exercise.right, exercise.key


def test_a_step_is_read_in_a_minute() -> None:
    for lesson in lessons():
        for step in lesson.steps:
            prose = re.sub(r"```.*?```", "", step.text, flags=re.DOTALL)
            words = len(re.findall(r"\w+", prose))
            assert 30 <= words <= 130, f"{lesson.slug}, {step.title}: {words} words"


def test_every_design_is_named_and_drawn_tidily() -> None:
    for lesson in lessons():
        folder = FOLDER / f"{lesson.number:02}-{lesson.slug}"
        files = {path.name for path in folder.iterdir()}
        assert files == {"lesson.md", *lesson.designs}, lesson.slug
        for name, design in lesson.designs.items():
            assert not _piled_up(design), f"{folder.name}/{name}"


def _piled_up(design: Design) -> list[tuple[str, str]]:
    """Pairs of nodes of one graph that lie on one another, or have no place."""
    graphs = {"main": design.main, **design.models}
    found = []
    for key, graph in graphs.items():
        places = design.positions.get(key, {})
        found += [(node, "nowhere") for node in graph.nodes if node not in places]
        known = [*places.items()]
        found += [
            (one, other)
            for at, (one, (x, y)) in enumerate(known)
            for other, (u, v) in known[:at]
            if abs(x - u) < SMALLEST[0] and abs(y - v) < SMALLEST[1]
        ]
    return found
