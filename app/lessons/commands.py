"""What each command does: yields the text that it prints on standard output."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.core.lessons import course, lesson_file
from app.core.lessons import notebook as notebooks
from app.core.lessons.lesson import Exercise, Lesson
from app.core.number_text import counted
from app.core.tasks import source_tasks
from app.lessons.trying import Trial
from model_codegen.cli.running import Problems
from model_codegen.design.fileformat import files, serialization
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.design.wording import offer


def check(arguments: argparse.Namespace) -> Iterator[str]:
    """All that is wrong with the lessons of a folder."""
    read = course.read(arguments.folder)
    wrong = [*read.errors]
    if read.lessons:
        from model_codegen.keras_bridge.keras_import import import_keras

        import_keras()
    trial = Trial()
    for lesson in read.lessons:
        found = [*trial.problems(lesson)]
        wrong += found
        exercises = counted(len(lesson.exercises), "exercise")
        said = f"{len(found)} wrong" if found else "all right"
        yield f"{_folder(lesson)}: {counted(len(lesson.steps), 'step')}, {exercises}, {said}\n"
    if wrong:
        raise Problems(*map(str, wrong))


def list_lessons(arguments: argparse.Namespace) -> Iterator[str]:
    """The lessons of a folder with their exercises."""
    read = course.read(arguments.folder)
    for lesson in read.lessons:
        yield f"{_folder(lesson):24}{lesson.title} ({lesson.minutes} min)\n"
        for exercise in lesson.exercises:
            yield f"{'':24}{exercise.id}: {exercise.task}\n"
    if read.errors:
        raise Problems(*map(str, read.errors))


def notebook(arguments: argparse.Namespace) -> Iterator[str]:
    """An exercise as a notebook."""
    lesson = lesson_file.load(arguments.lesson)
    exercise = next((e for e in lesson.exercises if e.id == arguments.exercise), None)
    if exercise is None:
        ids = [each.id for each in lesson.exercises]
        here = offer(arguments.exercise, ids) if ids else "This lesson has none."
        raise Problems(f"There is no exercise {arguments.exercise!r:.80}. {here}")
    design = _begun(arguments, lesson, exercise)
    from model_codegen.keras_bridge.keras_import import import_keras

    import_keras()
    facts = Trial().facts(design)
    trains = notebooks.asks_of_training(exercise)
    source = source_tasks.emit(design, "functional", False, trains)["text"]
    text = notebooks.notebook(lesson, exercise, source, facts)
    if arguments.output is None or arguments.output == "-":
        yield text
    else:
        files.write(arguments.output, text)


def _begun(arguments: argparse.Namespace, lesson: Lesson, exercise: Exercise) -> Design:
    """The design that a notebook begins with."""
    if arguments.design is not None:
        path: Path = arguments.design
        return serialization.load(path)
    name = exercise.solution if arguments.solution else start_of(lesson, exercise)
    return lesson.designs.get(name) or Design(lesson.slug, ModelGraph(lesson.slug))


def start_of(lesson: Lesson, exercise: Exercise) -> str:
    """The file that lies on the canvas where an exercise begins; empty if none was named yet."""
    found = ""
    for step in lesson.steps:
        found = step.start or found
        if step.exercise is not None and step.exercise.id == exercise.id:
            return found
        if step.exercise is not None:
            found = step.exercise.solution
    return found


def _folder(lesson: Lesson) -> str:
    return f"{lesson.number:02}-{lesson.slug}"
