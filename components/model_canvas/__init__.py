"""The editor: draws a design, sends every edit as a whole document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NotRequired, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.model_canvas", js="index-*.js", css="index-*.css")


class VersionedAnalysis(TypedDict):
    """`analysis.to_json` of the document as it was at `rev` and `seq`."""

    rev: int
    seq: int
    result: dict[str, Any]


class Worker(TypedDict):
    """How the process that computes is doing; `message` is shown when it is not ready."""

    state: Literal["warming", "ready", "restarted", "failed"]
    message: str


class Notice(TypedDict):
    """A sentence over the canvas until the user closes it; a new `id` shows a new one."""

    id: str
    severity: Literal["error", "warning", "info"]
    text: str


class SaveState(TypedDict):
    """Whether the draft is kept: `state` is "saved" or "saving" or a sentence, `at` when."""

    state: str
    at: str | None


class Change(TypedDict):
    """An edit that the canvas makes once for each `id`: a JSON patch on the design.

    `silent`: it is no step of the history.
    """

    id: str
    title: str
    patch: list[dict[str, Any]]
    silent: bool


class Custom(TypedDict):
    """What is known of a design's own classes.

    `entries`: those that are layers, as the catalogue has them. `consent`: whether their code may
    run, see `app.core.session.consent`. `building`: what is being done to build them.
    """

    entries: list[dict[str, Any]]
    consent: Literal["none", "forbidden", "needed", "given"]
    building: str


class Offer(TypedDict):
    """One of them; see `model_codegen.importers.import_result.Offer`."""

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


class CanvasData(TypedDict):
    """What Python tells the canvas.

    `rev` is raised when Python changes the document; `seq` is the browser's last edit that Python
    has. `doc` is only needed while the browser may not have this `rev` yet. `busy` says what is
    being read that will come onto the canvas.
    """

    session: str
    rev: int
    seq: int
    doc: dict[str, Any] | None
    analysis: VersionedAnalysis | None
    worker: Worker
    notice: Notice | None
    saved: SaveState | None
    busy: str | None
    change: Change | None
    choice: Choice | None
    custom: Custom


class Edit(TypedDict):
    """The trigger `edit`.

    Refuse it when `rev` is not the current one. The same `seq` again is the canvas asking whether
    its edit arrived and its analysis is ready. With `adopt`, the server has lost the document and
    takes it over, with its `seq`.
    """

    session: str
    rev: int
    seq: int
    doc: dict[str, Any]
    adopt: NotRequired[bool]


class Command(TypedDict):
    """The trigger `command`: what shall come onto the canvas.

    A `gallery` entry (`name`), a design to `open` (`text`), a `new` one, a Keras model to `import`
    (`text` as its file holds it, `name` of the file), Python `source` (`text`, `name` of where it
    is from), the `name` that was chosen where a text has several models ("" for none), a model of
    `keras.applications` (`name`), or one that stands as an `operation` of a `graph` and is to
    `open_up`. Or the panel with the code of the design's own layers (`edit_code`).
    """

    id: str
    type: Literal[
        "gallery",
        "open",
        "new",
        "import",
        "source",
        "choose",
        "application",
        "open_up",
        "edit_code",
    ]
    name: NotRequired[str]
    text: NotRequired[str]
    graph: NotRequired[str]
    operation: NotRequired[str]


def model_canvas(
    data: CanvasData,
    key: str,
    height: int,
    on_edit: Callable[[], None],
    on_command: Callable[[], None],
) -> tuple[Edit | None, Command | None]:
    """Mount the canvas.

    Args:
        data: What Python tells the canvas.
        key: Streamlit key; also names the browser's store, which outlives reruns and page switches.
        height: Height in pixels.
        on_edit: Called before the rerun that an edit causes; reads it with `edit_of(key)`.
        on_command: The same for commands, with `command_of(key)`.

    Returns:
        The edit and the command of this run, each None unless this run was caused by one.
    """
    result = _mount(
        key=key,
        data=payload({"key": key, **data}),
        height=height,
        on_edit_change=on_edit,
        on_command_change=on_command,
    )
    return cast("Edit | None", result.edit), cast("Command | None", result.command)


def edit_of(key: str) -> Edit | None:
    """The edit that a callback was called for."""
    return cast("Edit | None", st.session_state[key].edit)


def command_of(key: str) -> Command | None:
    """The command that a callback was called for."""
    return cast("Command | None", st.session_state[key].command)
