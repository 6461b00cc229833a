"""What passes between the server and the canvas, besides the document."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from model_codegen.importers.import_result import Offer


Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Notice:
    """A sentence over the canvas that stays until the user closes it."""

    id: str
    severity: Severity
    text: str


@dataclass(frozen=True)
class Change:
    """An edit that the server worked out and the browser makes, so that it can be undone.

    Attributes:
        id: The browser makes each change once.
        title: What it is called in the history.
        patch: JSON patch (RFC 6902) on the design.
        silent: It says what was found out of the design as it is: no step of the history.
    """

    id: str
    title: str
    patch: list[dict[str, Any]]
    silent: bool = False


@dataclass(frozen=True)
class Import:
    """A model on its way to the canvas.

    Attributes:
        what: What is read, for the page.
        future: The result to come.
        take: Puts it on the canvas.
    """

    what: str
    future: Future[Any]
    take: Callable[[Any], None]


@dataclass(frozen=True)
class Choice:
    """A text that has several models, of which the user is asked for one.

    Attributes:
        id: New for every question.
        name: Of the file, or of what was pasted.
        text: The source.
        models: What is known of each.
    """

    id: str
    name: str
    text: str
    models: tuple[Offer, ...]


@dataclass(frozen=True)
class SourceEdit:
    """Source that the user has edited and not applied.

    Attributes:
        id: The browser counts what it sends.
        text: The whole source.
    """

    id: int
    text: str
