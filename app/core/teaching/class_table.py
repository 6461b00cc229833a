"""Who of a class has passed what: as a table, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.classes.school_class import Member
from app.core.lessons.course import Course
from app.core.lessons.lesson import Exercise
from app.core.progress.progress import Progress

NOT_BEGUN = Progress()


@dataclass(frozen=True)
class Row:
    """One member.

    Attributes:
        member: Who.
        cells: Their progress, one of each exercise.
    """

    member: Member
    cells: tuple[Progress, ...]

    @property
    def passed(self) -> int:
        """How many exercises."""
        return sum(cell.passed for cell in self.cells)


@dataclass(frozen=True)
class ClassTable:
    """Who has passed what.

    Attributes:
        exercises: The columns.
        rows: By the name of the member.
    """

    exercises: tuple[Exercise, ...]
    rows: tuple[Row, ...]


def class_table(
    course: Course,
    members: Sequence[Member],
    known: Mapping[str, Mapping[str, Progress]],
    lessons: Sequence[str] = (),
) -> ClassTable:
    """Make the table.

    Args:
        course: All lessons.
        members: Of the class.
        known: Their progress: by person, then by the key of the exercise.
        lessons: Slugs of those that are shown; empty for all.
    """
    exercises = tuple(
        exercise
        for lesson in course.lessons
        if not lessons or lesson.slug in lessons
        for exercise in lesson.exercises
    )
    return ClassTable(
        exercises,
        tuple(
            Row(
                member,
                tuple(known.get(member.person, {}).get(one.key, NOT_BEGUN) for one in exercises),
            )
            for member in members
        ),
    )


def cell_text(cell: Progress) -> str:
    """How far somebody is, in a few letters: `✓`, `✓ 3 tries`, `✓ solution`, `2 tries`, `begun`."""
    if not cell.passed:
        return _tries(cell.tries) or ("begun" if cell.draft else "")
    if cell.solution_shown:
        return "✓ solution"
    return f"✓ {_tries(cell.tries)}" if cell.tries > 1 else "✓"


def as_csv(table: ClassTable) -> str:
    """The table as CSV: one line of each member and exercise."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ["name", "lesson", "exercise", "level", "passed", "tries", "hints", "solution shown"]
    )
    for row in table.rows:
        for exercise, cell in zip(table.exercises, row.cells, strict=True):
            lesson, _, named = exercise.key.partition("/")
            passed = cell.passed_at.isoformat(" ", "seconds") if cell.passed_at else ""
            writer.writerow(
                [
                    _harmless(row.member.name),
                    lesson,
                    named,
                    exercise.level,
                    passed,
                    cell.tries,
                    cell.hints,
                    "yes" if cell.solution_shown else "no",
                ]
            )
    return file.getvalue()


def _tries(count: int) -> str:
    if count == 0:
        return ""
    return "1 try" if count == 1 else f"{count} tries"


def _harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
