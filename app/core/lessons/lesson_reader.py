"""`LessonReader`: a lesson's text with its designs, and all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.core.lessons import check_reading, markdown_text, yaml_text
from app.core.lessons.layer_facts import layers_of
from app.core.lessons.lesson import (
    Answer,
    Check,
    Exercise,
    Lesson,
    Point,
    Step,
    WrongAnswer,
)
from app.core.lessons.lesson_error import LessonError
from app.core.lessons.lesson_schema import SLUG, FrontMatter, StepKeys
from app.core.lessons.predicates.argument import matches
from app.core.lessons.schema_words import keys_of, problems
from app.core.lessons.yaml_text import YamlText
from model_codegen.design import expansion
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat import serialization
from model_codegen.design.graph import Design

FILE = "lesson.md"

MAX_DESIGN_BYTES = 2_000_000
"""The largest design of a lesson that is read."""

MOST_STEPS = 60

_FOLDER = re.compile(r"(\d{1,3})-(.+)")

M = TypeVar("M", bound=BaseModel)


@dataclass
class LessonReader:
    """Reads one lesson.

    Attributes:
        name: Of its folder: `05-sharing`.
        files: Design files by name.
        errors: What is wrong with it.
        designs: What has become of the files that it names.
        ids: The lines of its exercises, by their ids.
    """

    name: str
    files: Mapping[str, bytes]
    errors: list[LessonError] = field(default_factory=list)
    designs: dict[str, Design | None] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What the file is called in errors."""
        return f"{self.name}/{FILE}"

    def wrong(self, line: int, reason: str) -> None:
        """Tell of a mistake."""
        self.errors.append(LessonError(self.shown, reason, line))

    def lesson(self, text: str) -> Lesson | None:
        """The lesson of a text; None if it has too little of one.

        Raises:
            LessonError: If the text cannot be taken apart.
        """
        found = _FOLDER.fullmatch(self.name)
        if found is None or not SLUG.fullmatch(found[2]):
            self.wrong(
                0, "The folder of a lesson has a number and a name in small letters: `05-sharing`."
            )
        number, slug = (int(found[1]), found[2]) if found else (0, self.name)
        parts = markdown_text.read(text, self.shown)
        front = self._keys(FrontMatter, yaml_text.read(parts.front.text, self.shown, 2), 1)
        for block in parts.introduction.blocks:
            self.wrong(block.line - 1, "This block stands before the first step: `## Heading`.")
        if not parts.steps:
            self.wrong(0, "A lesson has steps: each begins with `## Heading`.")
        if len(parts.steps) > MOST_STEPS:
            self.wrong(0, f"A lesson has at most {MOST_STEPS} steps: make two of it.")
        steps = tuple(self.step(part, slug) for part in parts.steps[:MOST_STEPS])
        if front is None:
            return None
        return Lesson(
            slug=slug,
            number=number,
            title=front.title,
            summary=front.summary,
            minutes=front.minutes,
            steps=steps,
            after=tuple(front.after),
            introduction=parts.introduction.text,
            designs={key: design for key, design in self.designs.items() if design is not None},
        )

    def step(self, part: markdown_text.Part, slug: str) -> Step:
        """One step."""
        if not part.title:
            self.wrong(part.line, "A step has a heading: `## Share the encoder`.")
        plain = Step(part.title, part.text, line=part.line)
        if not part.blocks:
            return plain
        if len(part.blocks) > 1:
            line = part.blocks[1].line - 1
            self.wrong(line, "A step has one block of `layerloom`: make two steps of it.")
        block = part.blocks[0]
        try:
            said = yaml_text.read(block.text, self.shown, block.line)
        except LessonError as error:
            self.errors.append(error)
            return plain
        keys = self._keys(StepKeys, said, block.line)
        if keys is None:
            self._checks_of(said)
            return plain
        if keys.start is not None:
            self.design(keys.start, said.line(("start",)))
        exercise = self.exercise(keys, said, part, slug)
        point = Point(tuple(keys.point.nodes), keys.point.code, keys.point.panel)
        self._pointed(point, keys, said)
        return Step(part.title, part.text, keys.start or "", point, exercise, part.line)

    def exercise(
        self, keys: StepKeys, said: YamlText, part: markdown_text.Part, slug: str
    ) -> Exercise | None:
        """What a step asks for; None: it is only read."""
        line = said.line(("task",))
        check, answers = self._checks_of(said, keys)
        if keys.task is None:
            others = keys.model_fields_set - {"start", "point"}
            if others:
                first = min(others, key=lambda key: said.line((key,)))
                self.wrong(
                    said.line((first,)), f"`{first}` belongs to an exercise: write its `task`, too."
                )
            return None
        if not keys.check:
            self.wrong(line, "This exercise has no `check`: say what a right answer has.")
        if len(keys.hints) != 2:
            self.wrong(
                said.line(("hints",)),
                f"An exercise has two hints, and this has {len(keys.hints)}: the first says where "
                "to look, the second nearly all.",
            )
        if keys.solution is None:
            self.wrong(line, "This exercise has no `solution`: save one as a design, and name it.")
        else:
            self.design(keys.solution, said.line(("solution",)))
        for place, name in enumerate(keys.also):
            self.design(name, said.line(("also", place)))
        for place, each in enumerate(keys.wrong):
            self.design(each.design, said.line(("wrong", place, "design")))
        named = keys.id or _slugged(part.title)
        before = self.ids.setdefault(named, line)
        if before != line:
            self.wrong(line, f"The exercise in line {before} has the id `{named}`, too: set `id`.")
        hints = (*keys.hints, "", "")
        return Exercise(
            id=named,
            key=f"{slug}/{named}",
            task=keys.task,
            check=check,
            hints=(hints[0], hints[1]),
            level=keys.level,
            answers=answers,
            right=keys.right,
            solution=keys.solution or "",
            also=tuple(keys.also),
            wrong=tuple(WrongAnswer(each.design, each.says) for each in keys.wrong),
            designs={key: found for key, found in self.designs.items() if found is not None},
            line=line,
        )

    def design(self, name: str, line: int) -> Design | None:
        """A design file, read once; what is wrong with it is told where it is first named."""
        if name in self.designs:
            return self.designs[name]
        self.designs[name] = None
        try:
            data = self.files[name]
            if len(data) > MAX_DESIGN_BYTES:
                self.wrong(line, f"`{name}` has more than {MAX_DESIGN_BYTES:,} bytes.")
            else:
                self.designs[name] = serialization.loads(data)
        except KeyError:
            self.wrong(
                line, f"There is no file `{name}` in this folder: save the design under this name."
            )
        except DesignError as error:
            self.wrong(line, f"`{name}` cannot be read. {error}")
        return self.designs[name]

    def _keys(self, model: type[M], said: YamlText, line: int) -> M | None:
        value = {} if said.value is None else said.value
        if not isinstance(value, Mapping):
            self.wrong(line, "Here stand keys with values: `title: Sharing`.")
            return None
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for path, reason in problems(error, keys_of(model)):
                self.wrong(said.line(path), reason)
            return None

    def _checks_of(self, said: YamlText, keys: StepKeys | None = None) -> Any:
        """What is checked, and the answers; all that is wrong with them is told."""
        value = said.value if isinstance(said.value, Mapping) else {}
        check: tuple[Check, ...] = ()
        wrong: list[check_reading.Problem] = []
        if isinstance(value.get("check"), list):
            check, wrong = check_reading.read(value["check"], ("check",), said)
        answers: list[Answer] = []
        for place, each in enumerate(keys.answers if keys else ()):
            when, more = check_reading.read(each.when, ("answers", place, "when"), said)
            wrong += more
            answers.append(Answer(when, each.say))
        for path, reason in wrong:
            self.wrong(said.line(path), reason)
        for one in (check, *(answer.when for answer in answers)):
            for name in check_reading.files(one):
                self.design(name, said.line(("check",)))
        return check, tuple(answers)

    def _pointed(self, point: Point, keys: StepKeys, said: YamlText) -> None:
        """Say which patterns mean no layer of what lies on the canvas."""
        start = self.designs.get(keys.start) if keys.start else None
        on_canvas = [start] if start else [d for d in self.designs.values() if d is not None]
        if not on_canvas:
            return
        layers = [
            layer for design in on_canvas for layer in layers_of(expansion.expanded(design), ())
        ]
        for place, pattern in enumerate(point.nodes):
            if not any(matches(pattern, layer.name, layer.path) for layer in layers):
                where = f"`{keys.start}`" if start else "the designs of this lesson"
                self.wrong(
                    said.line(("point", "nodes", place)),
                    f"There is no layer `{pattern}` in {where}: name one that is there.",
                )


def _slugged(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80] or "exercise"
