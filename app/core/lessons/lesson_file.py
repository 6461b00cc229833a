"""Reads lessons: a folder `05-sharing` with `lesson.md` and the designs that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.lessons.lesson import Lesson
from app.core.lessons.lesson_error import LessonError
from app.core.lessons.lesson_reader import FILE, MAX_DESIGN_BYTES, LessonReader
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat import files

__all__ = ["FILE", "LessonReading", "load", "read", "read_text"]

MAX_BYTES = 200_000
"""The largest lesson that is read."""


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
    reader = LessonReader(name, designs)
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

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self._path.glob("*.json")))

    def __len__(self) -> int:
        return len([*self])
