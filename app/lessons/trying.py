"""`Trial`: tries what a lesson says, with Keras: solutions, wrong answers, where steps begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.lesson import Check, Exercise, Lesson, Step
from app.core.lessons.lesson_error import LessonError
from app.core.lessons.lesson_file import FILE
from app.core.lessons.predicates import COMBINING
from app.core.lessons.predicates.selection import ClassName
from app.core.lessons.verdict import Verdict
from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.analysis.analysis_json import to_json
from model_codegen.design.graph import Design, Layer
from model_codegen.emitters import emit
from model_codegen.emitters.styles import STYLES

_OF_RUNS = "trained"


class Trial:
    """Tries lessons, one after the other. Imports Keras."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Design, Facts]] = {}

    def facts(self, design: Design) -> Facts:
        """All that is known of a design; it is analysed once."""
        if id(design) not in self._known:
            made = Facts(design, to_json(analyse(design)), catalogue=catalogue.load())
            self._known[id(design)] = (design, made)
        return self._known[id(design)][1]

    def problems(self, lesson: Lesson) -> Iterator[LessonError]:
        """What is wrong with a lesson that can be read."""
        shown = f"{lesson.number:02}-{lesson.slug}/{FILE}"
        for step in lesson.steps:
            for line, reason in self._of_step(lesson, step):
                yield LessonError(shown, reason, line)

    def _of_step(self, lesson: Lesson, step: Step) -> Iterator[tuple[int, str]]:
        exercise = step.exercise
        line = exercise.line if exercise is not None else step.line
        start = lesson.designs.get(step.start)
        if step.point.code and start is not None and not _in_source(step.point.code, start):
            yield line, f"No line of the source of `{step.start}` has `{step.point.code:.60}`."
        if exercise is None:
            return
        yield from self._names(lesson, exercise)
        asked = replace(exercise, check=without_runs(exercise.check))
        if not asked.check:
            return  # only a training tells
        for name in (exercise.solution, *exercise.also):
            solved = self._verdict(asked, lesson.designs[name])
            if not solved.passed:
                said = next((f.found for f in solved.findings if not f.passed), solved.say)
                yield line, f"The solution `{name}` does not pass: {said}"
        if start is not None and self._verdict(asked, start).passed:
            yield line, f"`{step.start}` passes before anything is done: ask for something else."
        for wrong in exercise.wrong:
            verdict = self._verdict(asked, lesson.designs[wrong.file])
            if verdict.passed:
                yield line, f"`{wrong.file}` is to be wrong, and passes: check for more."
            elif wrong.says not in _words(verdict):
                yield (
                    line,
                    f"`{wrong.file}` is not answered with `{wrong.says}`, but with: {verdict.say}",
                )

    def _verdict(self, exercise: Exercise, design: Design) -> Verdict:
        return check(exercise, self.facts(design))

    def _names(self, lesson: Lesson, exercise: Exercise) -> Iterator[tuple[int, str]]:
        """Classes that neither Keras nor a design of the lesson has."""
        known = {entry.rpartition(".")[2] for entry in catalogue.load().entries}
        for design in lesson.designs.values():
            known |= {graph.name for graph in design.models.values()}
            known |= {
                operation.class_name.rpartition(".")[2]
                for graph in (design.main, *design.models.values())
                for operation in graph.operations.values()
                if isinstance(operation, Layer)
            }
        asked = [*exercise.check, *(one for answer in exercise.answers for one in answer.when)]
        for one in asked:
            for name in _classes(one.argument):
                if name.rpartition(".")[2] not in known:
                    near = get_close_matches(name, known, n=1)
                    hint = f" Did you mean `{near[0]}`?" if near else ""
                    yield one.line, f"Keras has no class `{name:.60}`.{hint}"


def without_runs(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks that need no training."""
    found = []
    for one in checks:
        if one.name in COMBINING:
            inner = without_runs(one.argument)
            if inner:
                found.append(replace(one, argument=inner))
        elif one.name != _OF_RUNS:
            found.append(one)
    return tuple(found)


def _classes(argument: Any) -> Iterator[str]:
    if isinstance(argument, ClassName):
        yield argument
    elif isinstance(argument, Check):
        yield from _classes(argument.argument)
    elif isinstance(argument, BaseModel):
        for _, value in argument:
            yield from _classes(value)
    elif isinstance(argument, (list, tuple)):
        for item in argument:
            yield from _classes(item)


def _words(verdict: Verdict) -> str:
    return " ".join([verdict.say, *(finding.found for finding in verdict.findings)])


def _in_source(text: str, design: Design) -> bool:
    """Whether a line of the source of a design has a text, in some style."""
    return any(text in emit(design, style, unfinished=True).text for style in STYLES)
