"""The document and its analysis on the live channel: what a page is sent of them."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from components.protocol_fields import AnalysisJson, DesignJson, PatchJson


class Change(TypedDict):
    """A revision that came to be.

    One of the page's own edits has its `seq` and no `patch`. A `title` makes it a step that this
    page can undo; `silent`: it says what was found out of the design as it is.
    """

    rev: int
    seq: NotRequired[int]
    patch: NotRequired[list[PatchJson]]
    title: NotRequired[str]
    silent: NotRequired[bool]


class Refusal(TypedDict):
    """An edit of the page that was not taken over; the reason is a sentence."""

    seq: int
    reason: str


class DocumentUpdate(TypedDict):
    """The document as a whole, or what led to revision `rev`.

    `draft` is the id in the page's address. `epoch` is new when the server has begun again or
    another draft is opened; `continues` is the epoch in which the draft was saved last, so that a
    page whose server was restarted knows whether anybody else has changed it since. `seq` is the
    page's last edit that was dealt with.
    """

    draft: str
    epoch: str
    continues: str
    rev: int
    seq: int
    whole: NotRequired[DesignJson]
    changes: NotRequired[list[Change]]
    refused: NotRequired[list[Refusal]]


class AnalysisUpdate(TypedDict):
    """The analysis of revision `rev`: whole, or as a patch on the one that was sent before."""

    rev: int
    whole: NotRequired[AnalysisJson]
    patch: NotRequired[list[PatchJson]]
