"""The list of designs as cards with pictures, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NotRequired, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.design_grid", js="index-*.js", css="index-*.css")


class Card(TypedDict):
    """A design in the list.

    `facts` are what is said of it below its name, `picture` is SVG, `href` where it opens; `here`:
    it is on the canvas now.
    """

    id: str
    name: str
    facts: str
    folder: str
    picture: str
    href: str
    here: bool


class Folder(TypedDict):
    """A folder, and how many designs are in it."""

    name: str
    count: int


class Query(TypedDict):
    """Which part of the list is shown: `folder` null for all, `page` counts from 0."""

    search: str
    folder: str | None
    trash: bool
    order: Literal["saved", "name"]
    page: int


class File(TypedDict):
    """A file that the browser is to save; a new `id` for each."""

    id: str
    name: str
    text: str


class GridData(TypedDict):
    """What is shown: `total` designs of the query on `pages` pages, of `count` in all.

    A `message` is said until there is another; `file` is one that was asked for.
    """

    cards: Sequence[Card]
    folders: Sequence[Folder]
    query: Query
    total: int
    pages: int
    count: int
    trashed: int
    message: str
    file: NotRequired[File]


class Act(TypedDict):
    """What its user does: to a `draft`, with a `text` (a name, a folder), or a `query` to be shown.

    A new `id` for each.
    """

    id: str
    act: Literal[
        "show",
        "open",
        "rename",
        "move",
        "duplicate",
        "download",
        "delete",
        "restore",
        "forget",
        "empty",
    ]
    draft: NotRequired[str]
    text: NotRequired[str]
    query: NotRequired[Query]


def design_grid(data: GridData, key: str, on_act: Callable[[], None]) -> None:
    """Mount the list.

    Args:
        data: What it shows.
        key: Streamlit key, constant.
        on_act: Called before the rerun for what its user does; reads it with `act_of(key)`.
    """
    _mount(key=key, data=payload(data), height="content", on_act_change=on_act)


def act_of(key: str) -> Act | None:
    """The act that a callback was called for."""
    return cast("Act | None", st.session_state[key].act)
