"""The designs that can be compared: this one, its versions, other drafts, ready ones, a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.core.number_text import counted
from app.core.people.rights import NOT_YOURS
from app.core.session import own_drafts
from app.core.session.session import Session
from app.core.store.errors import DraftError
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design

NOW = "now"
"""The choice of what is on the canvas."""

FILE = "file"
"""The choice of a file; whoever asks has its content."""


def draft_choice(draft: str, version: int | None = None) -> str:
    """The choice of a draft as it is, or as it was at a version."""
    return f"draft:{draft}" if version is None else f"version:{draft}:{version}"


def choices(session: Session, when: Callable[[datetime], str]) -> dict[str, str]:
    """What can be chosen, and what it is called.

    Args:
        session: Whose page it is.
        when: Tells when a version was saved.

    Raises:
        DraftError: If the store cannot be read.
    """
    found = {NOW: f"This design: {session.design.name}"}
    for line in own_drafts.versions(session)[1:]:
        news = line.label or line.news or counted(line.nodes, "node")
        key = draft_choice(line.draft, line.version)
        found[key] = f"Version of {when(line.saved_at)}: {news}"
    for line in session.services.drafts.recent(session.owner):
        if line.draft != session.draft:
            found[draft_choice(line.draft)] = f"Draft: {line.name}, {when(line.saved_at)}"
    found |= {f"gallery:{entry.name}": f"Gallery: {entry.title}" for entry in gallery.entries()}
    return found | {FILE: "A file …"}


def chosen(session: Session, choice: str) -> Design:
    """The design of a choice other than `FILE`.

    Raises:
        DraftError: If it is a draft that is no longer there, or cannot be read.
        DesignError: If what is stored is no design.
    """
    kind, _, name = choice.partition(":")
    if kind == "gallery":
        return gallery.load(name)
    if kind in ("draft", "version"):
        draft, _, version = name.partition(":")
        text = own_drafts.text(session, draft, int(version) if version else None)
        if text is None:
            raise DraftError(NOT_YOURS)
        return loads(text)
    return session.design


def read(content: bytes, name: str) -> Design:
    """The design of a file.

    Raises:
        DesignError: If it is no design.
    """
    try:
        return loads(content)
    except DesignError as error:
        raise DesignError(
            f"{name} is no design. {error} Open another kind of file on the canvas first; it is "
            "among your drafts then."
        ) from None
