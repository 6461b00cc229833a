"""Small lessons for tests, without files."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.lessons.course import Course
from app.core.lessons.lesson import Check, Exercise, Lesson, Step
from model_codegen.design.graph import Design


def exercise(slug: str, name: str, **more: object) -> Exercise:
    """One that asks for a model without errors."""
    parts: dict[str, object] = {
        "id": name,
        "key": f"{slug}/{name}",
        "task": f"Do {name}.",
        "check": (Check("no_errors", True),),
        "hints": ("Look there.", "Do this."),
    }
    return Exercise(**(parts | more))  # type: ignore[arg-type]  # as many kinds as fields


def lesson(
    slug: str, number: int, steps: Sequence[Step], designs: dict[str, Design] | None = None
) -> Lesson:
    """One of these steps."""
    return Lesson(
        slug, number, slug.title(), "What it is about.", 5, tuple(steps), (), "", designs or {}
    )


def course(*lessons: Lesson) -> Course:
    """One of these lessons."""
    return Course(lessons)
