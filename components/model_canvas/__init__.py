"""The editor: draws a design and talks on the live channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.model_canvas", js="index-*.js", css="index-*.css")


class CanvasData(TypedDict):
    """What Streamlit tells the canvas: the session's id, which opens the live channel.

    `mode`: to draw on (the default), only to look at, to look at as part of another's page, to try
    things out beside a text, or to draw on in front of a projector. `store`: names the browser's
    store where one canvas shows several drafts, each with a history of its own. `taught`: names of
    layers that a lesson points at, or patterns of them (`enc_*`).
    """

    session: str
    mode: NotRequired[Literal["edit", "view", "embed", "tour", "project"]]
    store: NotRequired[str]
    taught: NotRequired[Sequence[str]]


def model_canvas(data: CanvasData, key: str, height: int) -> None:
    """Mount the canvas.

    Args:
        data: What it needs.
        key: Streamlit key; also names the browser's store, which outlives reruns and page switches.
        height: Height in pixels.
    """
    _mount(key=key, data=payload({"key": key, **data}), height=height, on_lost_change=_rerun)


def _rerun() -> None:
    """The server does not know the session any more: the rerun that follows brings another one."""
