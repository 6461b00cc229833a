"""The code panel: source in CodeMirror, bound to the canvas's selection, and edited there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.code_view", js="index-*.js", css="index-*.css")


class StyleChoice(TypedDict):
    """A style that can be chosen: what it is asked for by, and what people call it."""

    name: str
    title: str


class Reading(TypedDict):
    """What the source sent as `id` would change; see `app.core.tasks.source_tasks.Comparison`."""

    id: int
    patch: list[dict[str, Any]] | None
    analysis: dict[str, Any] | None
    added: int
    removed: int
    changed: int
    renamed: int
    notes: Sequence[Mapping[str, Any]]


class Edited(TypedDict):
    """The trigger `edited`: source that the user has typed; None when it was applied or dropped."""

    id: int
    text: str | None


class CodeViewData(TypedDict):
    """The settings that the panel begins with. The source comes on the live channel.

    `fold`: repeated parts are written once; `training`: the source trains the model. `taught`:
    lines that have this text are marked, for a lesson.
    """

    style: str
    styles: Sequence[StyleChoice]
    fold: bool
    training: bool
    taught: NotRequired[str]


class LayerCodeData(TypedDict):
    """What the panel of a design's own layers shows.

    `owners` names, by graph and node, the class of the custom layer that is called there. `notes`
    stand at their lines until the text is edited. `reading`: the answer to the
    last `edited`, None until it is there.
    """

    text: str
    owners: Mapping[str, Mapping[str, str]]
    notes: Sequence[Mapping[str, Any]]
    filename: str
    reading: Reading | None


def code_view(data: CodeViewData, key: str, height: int) -> None:
    """Mount the panel.

    Args:
        data: What it begins with.
        key: Streamlit key, constant.
        height: Height in pixels.
    """
    _mount(key=key, data=payload({"of": "model", **data}), height=height)


def layer_code(
    data: LayerCodeData, key: str, height: int, *, on_edited: Callable[[], None]
) -> None:
    """Mount the panel of a design's own layers.

    Args:
        data: What it shows.
        key: Streamlit key, constant.
        height: Height in pixels.
        on_edited: Called before the rerun that typing causes; reads it with `edited_of(key)`.
    """
    _mount(
        key=key,
        data=payload({"of": "layers", **data}),
        height=height,
        on_edited_change=on_edited,
    )


def edited_of(key: str) -> Edited | None:
    """The source that a callback was called for."""
    return cast("Edited | None", st.session_state[key].edited)
