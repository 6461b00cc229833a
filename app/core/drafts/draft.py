"""What is said of drafts; the store itself, which takes a second to import, is `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DraftLine:
    """One line of the list of recent drafts.

    Attributes:
        draft: The draft's id.
        version: Number of the version.
        name: The design's name at that time.
        nodes: How many nodes it had.
        saved_at: When it was last saved, in UTC.
        news: What it has that the version before had not; empty in a list of drafts.
    """

    draft: str
    version: int
    name: str
    nodes: int
    saved_at: datetime
    news: str = ""


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it was saved last.

    Attributes:
        text: The design's JSON text.
        writer: Who saved it.
        saved_at: When, in UTC.
    """

    text: str
    writer: str
    saved_at: datetime
