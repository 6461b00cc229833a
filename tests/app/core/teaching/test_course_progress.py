"""What is passed of a lesson, and where somebody left off."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.lessons.lesson import Step
from app.core.progress.progress import Progress
from app.core.teaching.course_progress import Place, go_on, lesson_progress
from tests.app.core.lesson_samples import course, exercise, lesson

MONDAY = datetime(2026, 3, 2, 9)


def steps(slug: str) -> list[Step]:
    return [
        Step("Read", ""),
        Step("One", "", exercise=exercise(slug, "one")),
        Step("Two", "", exercise=exercise(slug, "two")),
    ]


COURSE = course(lesson("first", 1, steps("first")), lesson("second", 2, steps("second")))


def passed(hours: int = 0) -> Progress:
    return Progress(1, passed_at=MONDAY, updated_at=MONDAY + timedelta(hours=hours))


def test_a_lesson_is_done_when_all_its_exercises_are_passed() -> None:
    first = COURSE.lessons[0]
    assert not lesson_progress(first, {}).begun
    half = lesson_progress(first, {"first/one": passed(), "first/two": Progress(3)})
    assert (half.passed, half.exercises, half.begun, half.done) == (1, 2, True, False)
    assert lesson_progress(first, {"first/one": passed(), "first/two": passed()}).done


def test_one_goes_on_at_the_first_exercise_that_is_open() -> None:
    assert go_on(COURSE, {}) is None
    assert go_on(COURSE, {"gone/one": passed()}) is None
    assert go_on(COURSE, {"first/one": passed()}) == Place("first", 3)
    both = {"first/one": passed(), "first/two": passed(1)}
    assert go_on(COURSE, both) == Place("second", 1)
    ahead = both | {"second/two": passed(2)}
    assert go_on(COURSE, ahead) == Place("second", 2)
    assert go_on(COURSE, ahead | {"second/one": passed(3)}) is None
