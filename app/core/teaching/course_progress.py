"""How far a learner is with a course: what is passed, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.lessons.course import Course
from app.core.lessons.lesson import Lesson
from app.core.progress.progress import Progress


@dataclass(frozen=True)
class LessonProgress:
    """How far somebody is with a lesson.

    Attributes:
        passed: How many of its exercises.
        exercises: How many it has.
        begun: Whether any was begun.
    """

    passed: int
    exercises: int
    begun: bool

    @property
    def done(self) -> bool:
        """Whether all of its exercises are passed."""
        return self.begun and self.passed == self.exercises


@dataclass(frozen=True)
class Place:
    """A step of a lesson.

    Attributes:
        lesson: Its slug.
        step: Which, from 1.
    """

    lesson: str
    step: int


def lesson_progress(lesson: Lesson, known: Mapping[str, Progress]) -> LessonProgress:
    """How far somebody is with a lesson.

    Args:
        lesson: It.
        known: Their progress by the key of the exercise.
    """
    found = [known[one.key] for one in lesson.exercises if one.key in known]
    return LessonProgress(sum(one.passed for one in found), len(lesson.exercises), bool(found))


def go_on(course: Course, known: Mapping[str, Progress]) -> Place | None:
    """Where somebody left off.

    That is the first exercise that is not passed in the lesson they were at last, else in the
    lessons behind it.

    Args:
        course: All lessons.
        known: Their progress by the key of the exercise.

    Returns:
        The step; None where nothing was begun, or all behind it is passed.
    """
    there = {exercise.key for lesson in course.lessons for exercise in lesson.exercises}
    begun = {key: one for key, one in known.items() if key in there}
    if not begun:
        return None
    last = max(begun, key=lambda key: begun[key].updated_at).partition("/")[0]
    slugs = [lesson.slug for lesson in course.lessons]
    for lesson in course.lessons[slugs.index(last) :]:
        for number, step in enumerate(lesson.steps, start=1):
            if step.exercise is None:
                continue
            progress = begun.get(step.exercise.key)
            if progress is None or not progress.passed:
                # A lesson that was not begun begins with what is to be read first.
                return Place(lesson.slug, number if lesson.slug == last else 1)
    return None
