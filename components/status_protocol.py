"""What a page shows besides its document: how the worker is, what is saved, what it is asked."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from components.protocol_fields import DiagnosticJson, EntryJson


class Worker(TypedDict):
    """How the process that computes is doing; `message` is shown when it is not ready."""

    state: Literal["warming", "ready", "restarted", "failed"]
    message: str


class Notice(TypedDict):
    """A sentence over the canvas until the user closes it; a new `id` shows a new one."""

    id: str
    severity: Literal["error", "warning", "info"]
    text: str


class Saved(TypedDict):
    """Revision `rev` of the draft is kept since `at`; a `problem` is a sentence."""

    rev: int
    at: str | None
    problem: str


class Offer(TypedDict):
    """One of several models; see `model_codegen.importers.import_result.Offer`."""

    name: str
    title: str
    line: int
    kind: str
    layers: list[str]
    count: int
    likely: bool


class Choice(TypedDict):
    """Models of one text, of which the user is asked for one; `name` says where it is from."""

    id: str
    name: str
    models: list[Offer]


class Custom(TypedDict):
    """What is known of a design's own classes.

    `entries`: those that are layers, as the catalogue has them. `consent`: whether their code may
    run, see `app.core.session.consent`. `building`: what is being done to build them.
    """

    entries: list[EntryJson]
    consent: Literal["none", "forbidden", "needed", "given"]
    building: str


class Status(TypedDict, total=False):
    """All else that a page shows; only what is new is sent.

    `busy` says what is being read that will come onto the canvas; `remarks` is what an import left
    out; `windows` counts the pages that have this draft open; `readonly`: nothing that the page
    sends changes the document, which is another's; `withdrawn`: nor is there anything to see any
    more, for the link that the page came by was withdrawn.
    """

    worker: Worker
    notice: Notice | None
    saved: Saved
    busy: str | None
    choice: Choice | None
    custom: Custom
    remarks: list[DiagnosticJson]
    windows: int
    readonly: bool
    withdrawn: bool
