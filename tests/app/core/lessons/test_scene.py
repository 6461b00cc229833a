"""What lies on the canvas: a step's own design, the learner's from before, or a solution."""

from __future__ import annotations

import pytest

from app.core.lessons.lesson import Step
from app.core.lessons.scene import Scene, scene
from model_codegen import gallery
from model_codegen.design.graph import Design
from tests.app.core.lesson_samples import exercise, lesson

START, SOLVED = gallery.load("mlp"), gallery.load("siamese_comparator")
OWN = gallery.load("residual_blocks")

LESSON = lesson(
    "sample",
    1,
    [
        Step("Nothing yet", ""),
        Step("Look", "", start="start.json"),
        Step("Look again", ""),
        Step("Do", "", exercise=exercise("sample", "do", solution="solved.json")),
        Step("Look at yours", ""),
        Step("Do more", "", exercise=exercise("sample", "more")),
        Step("Do else", "", start="start.json", exercise=exercise("sample", "else")),
    ],
    {"start.json": START, "solved.json": SOLVED},
)


def found(number: int, answer: Design | None = None) -> Scene:
    return scene(LESSON, number, lambda key: answer if key == "sample/do" else None)


@pytest.mark.parametrize(
    ("number", "exercise", "start", "step"),
    [
        (2, "", START, 2),
        (3, "", START, 2),
        (4, "sample/do", START, 4),
        (5, "sample/do", START, 4),
        (6, "sample/more", SOLVED, 6),
        (7, "sample/else", START, 7),
    ],
)
def test_a_step_goes_on_with_what_was_there(
    number: int, exercise: str, start: Design, step: int
) -> None:
    assert found(number) == Scene(exercise, start, step)


def test_a_lesson_begins_with_nothing() -> None:
    assert not found(1).start.main.nodes


def test_an_exercise_goes_on_with_the_learner_s_own_right_answer() -> None:
    assert found(6, OWN).start is OWN
    assert found(7, OWN).start is START
