"""Joins the live channel to Streamlit: reruns what is looked at when there is something new."""

from __future__ import annotations

from collections.abc import Callable
from typing import NotRequired, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.live_link", js="index-*.js", isolate_styles=False)


class DrawnVerdict(TypedDict):
    """The verdict that was drawn: its `number` (0: none), and `id` ("": like no other)."""

    number: int
    id: str


class LinkData(TypedDict):
    """What the page shows: the `draft` of its address and the analysed revision `rev` in its panel.

    `reruns`: that panel is drawn by Streamlit, so a newer analysis asks for a rerun. `pinned`: the
    page stays at its draft, and needs no rerun because another is on its way to the canvas.
    `verdict`: it is the link of a lesson's check. Its checklist follows what comes, and a rerun is
    asked for where another verdict came; it opens no panels.
    """

    draft: str
    rev: int
    reruns: bool
    pinned: NotRequired[bool]
    verdict: NotRequired[DrawnVerdict]


class Wish(TypedDict):
    """The trigger `wish`: a rerun, with a `panel` opened; "" leaves open what is."""

    id: str
    panel: str


def live_link(data: LinkData, key: str, on_wish: Callable[[], None]) -> None:
    """Mount the invisible component.

    Args:
        data: What the page shows.
        key: Streamlit key, constant.
        on_wish: Called before the rerun that it asks for; reads the wish with `wish_of(key)`.
    """
    _mount(key=key, data=payload(data), height=1, on_wish_change=on_wish)


def wish_of(key: str) -> Wish | None:
    """The wish that a callback was called for."""
    return cast("Wish | None", st.session_state[key].wish)
