"""What a page shows besides the document and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.workspace.workspace import Severity

if TYPE_CHECKING:
    from model_codegen.importers.import_result import Offer


@dataclass(frozen=True)
class Notice:
    """A sentence over the canvas that stays until the user closes it."""

    id: str
    severity: Severity
    text: str


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
