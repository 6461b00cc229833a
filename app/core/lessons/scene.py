"""`Scene`: what lies on the canvas during a step of a lesson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.lessons.lesson import Lesson, Step
from model_codegen.design.graph import Design, ModelGraph


@dataclass(frozen=True)
class Scene:
    """What lies on the canvas.

    Attributes:
        exercise: The key of the exercise whose answer it is; empty where it is only tried out, and
            not kept.
        start: What it begins with.
        step: At which step of the lesson it begins, from 1.
    """

    exercise: str
    start: Design
    step: int


def scene(lesson: Lesson, number: int, answer: Callable[[str], Design | None]) -> Scene:
    """What lies on the canvas during a step.

    A step that says no `start` goes on with what was there. If that is the answer to an exercise
    and this is one of its own, it begins with a copy, so that each has its own answer; who has not
    come through the exercise before begins with its solution.

    Args:
        lesson: The lesson.
        number: Of the step, from 1.
        answer: The learner's right answer to an exercise, by its key; None if there is none.
    """
    step = lesson.steps[number - 1]
    if step.exercise is not None:
        return Scene(step.exercise.key, _start(lesson, number, answer), number)
    if step.start or number == 1:
        return Scene("", _named(lesson, step.start), number)
    return scene(lesson, number - 1, answer)


def _start(lesson: Lesson, number: int, answer: Callable[[str], Design | None]) -> Design:
    """What an exercise begins with."""
    step = lesson.steps[number - 1]
    if step.start or number == 1:
        return _named(lesson, step.start)
    before = scene(lesson, number - 1, answer)
    own = answer(before.exercise) if before.exercise else None
    return own or _solved(lesson, lesson.steps[before.step - 1]) or before.start


def _solved(lesson: Lesson, step: Step) -> Design | None:
    exercise = step.exercise
    return lesson.designs.get(exercise.solution) if exercise is not None else None


def _named(lesson: Lesson, file: str) -> Design:
    return lesson.designs.get(file) or Design(name="model", main=ModelGraph(name="model"))
