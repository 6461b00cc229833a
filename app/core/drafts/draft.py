"""What is said of drafts; the stores themselves, which take a second to import, are beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

LONGEST_LABEL = 100
"""The most characters of what a version is called."""


@dataclass(frozen=True)
class DraftLine:
    """One line of the list of recent drafts, or of the versions of one.

    Attributes:
        draft: The draft's id.
        version: Number of the version.
        name: The design's name at that time.
        nodes: How many nodes it had.
        saved_at: When it was last saved, in UTC.
        news: What it has that the version before had not; empty in a list of drafts.
        label: What its owner has called the version; empty where it was saved by itself.
        cause: Before what it was kept, such as `"import"`; empty where it was saved by itself.
    """

    draft: str
    version: int
    name: str
    nodes: int
    saved_at: datetime
    news: str = ""
    label: str = ""
    cause: str = ""


@dataclass(frozen=True)
class OwnedDraft:
    """One of an owner's drafts in the list of all of them.

    Attributes:
        draft: Its id.
        name: The design's name.
        nodes: How many nodes it has.
        saved_at: When it was last saved, in UTC; None if it never was.
        folder: Where its owner has put it; empty for nowhere.
        exercise: `"lesson-slug/exercise-id"`, if it is the answer to an exercise.
        deleted_at: When it came into the trash; None where it is not in it.
    """

    draft: str
    name: str
    nodes: int
    saved_at: datetime | None
    folder: str = ""
    exercise: str = ""
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class DraftPage:
    """A page of that list.

    Attributes:
        drafts: Those on it.
        total: How many there are on all pages.
    """

    drafts: list[OwnedDraft] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class Stamp:
    """By which it is known whether a draft was saved by somebody else meanwhile.

    Attributes:
        number: Of its newest version.
        writer: Who saved it.
        saved_at: When, in UTC.
    """

    number: int
    writer: str
    saved_at: datetime

    def is_news(self, epoch: str, known: Stamp) -> bool:
        """Whether another than the workspace of an epoch has saved since what it knows."""
        return self != known and self.writer.partition("/")[0] != epoch


UNSAVED = Stamp(0, "", datetime.min)
"""That of a draft that was never saved."""


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it was saved last.

    Attributes:
        text: The design's JSON text.
        stamp: Which version it is, who saved it, and when.
    """

    text: str
    stamp: Stamp


class OvertakenError(Exception):
    """Another server has saved the draft since this one last knew it; nothing was stored.

    Attributes:
        stored: What it has saved.
        outdone: Whether that was against what this server had saved, in the same parts.
    """

    def __init__(self, stored: StoredDraft, outdone: bool) -> None:
        super().__init__("the draft was saved by another server")
        self.stored = stored
        self.outdone = outdone
