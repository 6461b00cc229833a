"""Reads lessons: a folder `05-sharing` with `lesson.md` and the designs that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
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
from model_codegen.design.fileformat import files, serialization
from model_codegen.design.graph import Design

FILE = "lesson.md"

MAX_BYTES = 200_000
"""The largest lesson that is read."""

MAX_DESIGN_BYTES = 2_000_000
"""The largest design of a lesson that is read."""

MOST_STEPS = 60

_FOLDER = re.compile(r"(\d{1,3})-(.+)")

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class LessonReading:
    """What became of a folder.

    Attributes:
        lesson: None if something is wrong.
        errors: All that is, in the order of the file.
    """

    lesson: Lesson | None
    errors: tuple[LessonError, ...]


def load(folder: Path) -> Lesson:
    """Read a lesson.

    Args:
        folder: Has `lesson.md` in it; its name is `05-sharing`.

    Raises:
        LessonError: With the first thing that is wrong.
    """
    reading = read(folder)
    if reading.lesson is None:
        raise reading.errors[0]
    return reading.lesson


def read(folder: Path) -> LessonReading:
    """Read a lesson, and say all that is wrong with it."""
    name = folder.resolve().name
    shown = f"{name}/{FILE}"
    try:
        data = files.read(folder / FILE, MAX_BYTES)
    except DesignError as error:
        return LessonReading(None, (LessonError(shown, str(error)),))
    if len(data) > MAX_BYTES:
        reason = f"A lesson has at most {MAX_BYTES:,} bytes: make two of it."
        return LessonReading(None, (LessonError(shown, reason),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = "This is no UTF-8: save the file as UTF-8."
        return LessonReading(None, (LessonError(shown, reason, line),))
    return read_text(text, name, _Folder(folder))


def read_text(text: str, name: str, designs: Mapping[str, bytes]) -> LessonReading:
    """Read a lesson that is in memory.

    Args:
        text: Of `lesson.md`.
        name: Of its folder: `05-sharing`.
        designs: Design files by name.
    """
    reader = _Reader(name, designs)
    try:
        lesson = reader.lesson(text)
    except LessonError as error:
        reader.errors.append(error)
        lesson = None
    errors = tuple(sorted(reader.errors, key=lambda error: error.line))
    return LessonReading(None if errors else lesson, errors)


class _Folder(Mapping[str, bytes]):
    """The files of a folder, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, name: str) -> bytes:
        path = self._path / name
        # A link might lead out of the folder.
        if path.is_symlink() or not path.is_file():
            raise KeyError(name)
        return files.read(path, MAX_DESIGN_BYTES)

    def __iter__(self) -> Any:
        return iter(sorted(path.name for path in self._path.glob("*.json")))

    def __len__(self) -> int:
        return len([*self])


@dataclass
class _Reader:
    name: str
    files: Mapping[str, bytes]
    errors: list[LessonError] = field(default_factory=list)
    designs: dict[str, Design | None] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        return f"{self.name}/{FILE}"

    def wrong(self, line: int, reason: str) -> None:
        self.errors.append(LessonError(self.shown, reason, line))

    def lesson(self, text: str) -> Lesson | None:
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
