"""Source on the live channel: how a page wants it written, what it is sent, and what it types."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from components.protocol_fields import DiagnosticJson, Id, Lines, PatchJson


class SourceSettings(TypedDict):
    """How source is written; `fold`: repeated parts once; `training`: a script that trains."""

    style: Id
    fold: bool
    training: NotRequired[bool]


class SourceCode(TypedDict):
    """`model_codegen.GeneratedCode` without its style: by node, and by block and node in it."""

    text: str
    lines: dict[str, list[Lines]]
    block_lines: dict[str, dict[str, list[Lines]]]


class SourcePatch(TypedDict):
    """What is new in source: its text, and then where the nodes are.

    From line `start` on, counted from 1, `gone` lines make place for the lines that `come`. Every
    range of lines that began behind them moves by as many as there are more; then `places` is
    applied to `{"lines", "block_lines"}`.
    """

    start: int
    gone: int
    come: list[str]
    places: list[PatchJson]


class NotebookCell(TypedDict):
    """A cell of the source as a notebook.

    It says `words`, in Markdown; or it has these ranges of `lines` of the source, a blank line
    between them, with `indent` spaces less before each line.
    """

    id: str
    words: str
    lines: list[Lines]
    indent: int


class SourceUpdate(TypedDict):
    """Source of the analysed revision `rev`.

    It is the `whole`, or a `patch` on what was sent before; neither where it is what it was.
    `reasons` say why it is not complete, or not of this style. A `problem` says why nothing could
    be written; what was sent before is as good as it was. `has_training`: whether the design says
    how it is trained. `cells` are there for a script that trains.
    """

    rev: int
    style: str
    fold: bool
    training: bool
    filename: str
    has_training: bool
    cells: NotRequired[list[NotebookCell]]
    whole: NotRequired[SourceCode]
    patch: NotRequired[SourcePatch]
    reasons: NotRequired[list[DiagnosticJson]]
    problem: NotRequired[str]


class Note(TypedDict):
    """A finding about a text; `line` counts from 1, null where it is about the whole."""

    line: int | None
    severity: Literal["error", "warning", "advice"]
    message: str


class Reading(TypedDict):
    """What the source that was `typed` as `id` would change in the document at `rev`.

    `patch` makes it so; null where nothing can be made of the text, which a note tells. `analysis`
    is a patch on the analysis that was sent last; null where nothing would change. `added`,
    `removed`, `changed` and `renamed` count calls.
    """

    id: int
    rev: int
    patch: list[PatchJson] | None
    analysis: list[PatchJson] | None
    added: int
    removed: int
    changed: int
    renamed: int
    notes: list[Note]
