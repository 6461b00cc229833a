"""`Course`: all lessons of a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.lessons import lesson_file
from app.core.lessons.lesson import Exercise, Lesson
from app.core.lessons.lesson_error import LessonError
from model_codegen.design.wording import offer

MOST_LESSONS = 200


@dataclass(frozen=True)
class Course:
    """Lessons in order.

    Attributes:
        lessons: Those that can be read.
        errors: What is wrong with others.
    """

    lessons: tuple[Lesson, ...]
    errors: tuple[LessonError, ...] = ()

    def lesson(self, slug: str) -> Lesson | None:
        """The lesson of a slug; None if there is none."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def exercise(self, key: str) -> Exercise | None:
        """The exercise of a key `lesson-slug/exercise-id`; None if there is none."""
        slug, _, named = key.partition("/")
        lesson = self.lesson(slug)
        found = lesson.exercises if lesson else ()
        return next((exercise for exercise in found if exercise.id == named), None)


def folders(folder: Path) -> list[Path]:
    """The folders of lessons in a folder, or itself if it is one."""
    if (folder / lesson_file.FILE).is_file():
        return [folder]
    try:
        found = sorted(path for path in folder.iterdir() if (path / lesson_file.FILE).is_file())
    except OSError:
        return []
    return found[:MOST_LESSONS]


def read(folder: Path) -> Course:
    """Read all lessons of a folder; one that is wrong is left out.

    Args:
        folder: Has folders `05-sharing`, or is one.
    """
    lessons: list[Lesson] = []
    errors: list[LessonError] = []
    found = folders(folder)
    if not found:
        errors.append(LessonError(folder.name, "There is no folder with a `lesson.md` in it."))
    for path in found:
        reading = lesson_file.read(path)
        errors += reading.errors
        if reading.lesson is not None:
            lessons.append(reading.lesson)
    lessons.sort(key=lambda lesson: lesson.number)
    if len(found) > 1:
        errors += _unknown(lessons, [path.name.partition("-")[2] for path in found])
    return Course(tuple(lessons), tuple(errors))


def _unknown(lessons: list[Lesson], slugs: list[str]) -> list[LessonError]:
    """Slugs that are there twice, or name no lesson."""
    found = []
    for place, lesson in enumerate(lessons):
        shown = f"{lesson.number:02}-{lesson.slug}/{lesson_file.FILE}"
        if lesson.slug in {other.slug for other in lessons[:place]}:
            found.append(LessonError(shown, f"Two lessons are called `{lesson.slug}`: rename one."))
        for slug in lesson.after:
            if slug not in slugs:
                found.append(
                    LessonError(shown, f"There is no lesson `{slug}`. {offer(slug, slugs)}", 2)
                )
    return found
