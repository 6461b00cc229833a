"""The code panel: source in CodeMirror, bound to the canvas's selection, and edited there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.code_view", js="index-*.js", css="index-*.css")


class StyleChoice(TypedDict):
    """A style that can be chosen: what it is asked for by, and what people call it."""

    name: str
    title: str


class Code(TypedDict):
    """`model_codegen.GeneratedCode` without its style; lines are `[first, last]`, from 1."""

    text: str
    lines: dict[str, list[tuple[int, int]]]
    block_lines: dict[str, dict[str, list[tuple[int, int]]]]


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
    """What the panel shows.

    `code` is None where `style` cannot express the design; `reasons` (diagnostics as JSON) say why.
    `fold`: repeated parts are written once. `rev` and `seq`: the edit on the canvas that it is of.
    `stale`: the canvas is ahead of this. `reading`: the answer to the last `edited`, None until it
    is there.
    """

    style: str
    styles: Sequence[StyleChoice]
    fold: bool
    code: Code | None
    reasons: list[dict[str, Any]]
    filename: str
    rev: int
    seq: int
    stale: bool
    reading: Reading | None


class LayerCodeData(TypedDict):
    """What the panel of a design's own layers shows.

    `owners` names, by graph and node, the class of the custom layer that is called there. `notes`
    stand at their lines until the text is edited. `reading` as above.
    """

    text: str
    owners: Mapping[str, Mapping[str, str]]
    notes: Sequence[Mapping[str, Any]]
    filename: str
    reading: Reading | None


def code_view(
    data: CodeViewData,
    key: str,
    height: int,
    *,
    on_style: Callable[[], None],
    on_fold: Callable[[], None],
    on_edited: Callable[[], None],
) -> None:
    """Mount the panel.

    Args:
        data: What it shows.
        key: Streamlit key, constant.
        height: Height in pixels.
        on_style: Called before the rerun that a choice of style causes; reads it with
            `style_of(key)`.
        on_fold: The same for the switch, with `fold_of(key)`.
        on_edited: The same for source that was typed, with `edited_of(key)`.
    """
    _mount(
        key=key,
        data=payload({"of": "model", **data}),
        height=height,
        on_style_change=on_style,
        on_fold_change=on_fold,
        on_edited_change=on_edited,
    )


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


def style_of(key: str) -> str | None:
    """The choice that a callback was called for."""
    return cast("str | None", st.session_state[key].style)


def fold_of(key: str) -> bool | None:
    """What the switch was set to."""
    return cast("bool | None", st.session_state[key].fold)


def edited_of(key: str) -> Edited | None:
    """The source that a callback was called for."""
    return cast("Edited | None", st.session_state[key].edited)
