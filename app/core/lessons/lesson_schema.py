"""What may stand in a lesson's front matter and blocks, as pydantic reads it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr

from app.core.lessons.lesson import Panel

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("write small letters, digits and dashes: `share-the-encoder`")
    return text


def _file_name(text: str) -> str:
    if not re.fullmatch(r"[\w][\w.-]*\.json", text):
        raise ValueError("name a design's file in the lesson's folder: `start.json`")
    return text


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError("this is one line")
    return text.strip()


Slug = Annotated[StrictStr, Field(max_length=80), AfterValidator(_slug)]
FileName = Annotated[StrictStr, Field(max_length=100), AfterValidator(_file_name)]
Line = Annotated[StrictStr, Field(min_length=1, max_length=300), AfterValidator(_line)]
Text = Annotated[StrictStr, Field(min_length=1, max_length=2_000)]
Checks = Annotated[list[Any], Field(min_length=1, max_length=30)]


class Keys(BaseModel):
    """A mapping of a lesson; a key that it does not have is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FrontMatter(Keys):
    """What stands between the `---` of a lesson."""

    title: Line
    summary: Line
    minutes: Annotated[StrictInt, Field(ge=1, le=240)]
    after: Annotated[list[Slug], Field(max_length=30)] = []


class PointKeys(Keys):
    """What a step points at."""

    nodes: Annotated[list[Annotated[StrictStr, Field(max_length=200)]], Field(max_length=30)] = []
    code: Annotated[StrictStr, Field(max_length=300)] = ""
    panel: Panel | None = None


class AnswerKeys(Keys):
    """What is said of a wrong answer."""

    when: Checks
    say: Text


class WrongKeys(Keys):
    """A wrong answer that the tests try."""

    design: FileName
    says: Annotated[StrictStr, Field(max_length=300)] = ""


class StepKeys(Keys):
    """A block of a step."""

    start: FileName | None = None
    point: PointKeys = PointKeys()
    task: Line | None = None
    id: Slug | None = None
    level: Annotated[StrictInt, Field(ge=1, le=3)] = 1
    check: Checks = []
    answers: Annotated[list[AnswerKeys], Field(max_length=20)] = []
    right: Annotated[StrictStr, Field(max_length=2_000)] = ""
    hints: Annotated[list[Text], Field(max_length=20)] = []
    solution: FileName | None = None
    also: Annotated[list[FileName], Field(max_length=20)] = []
    wrong: Annotated[list[WrongKeys], Field(max_length=20)] = []
