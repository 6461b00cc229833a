"""Training runs as they go: how far they are, and their curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component(
    "components.training_curves", js="index-*.js", css="index-*.css"
)


class RunShown(TypedDict):
    """A run among those that are drawn: the first in the first colour.

    `state` is what the page shows of it, and `live` whether there may be more to come. The curves
    themselves the component fetches, see `app.serving.runs_route`.
    """

    id: str
    name: str
    state: str
    live: bool


class News(TypedDict):
    """The trigger `news`: a run is in another state than the page shows."""

    id: str
    run: str
    state: str


def training_curves(runs: Sequence[RunShown], key: str, on_news: Callable[[], None]) -> None:
    """Mount the curves. Points come without a rerun of the script.

    Args:
        runs: The runs that are drawn over each other.
        key: Streamlit key, constant.
        on_news: Called before the rerun that a run's new state asks for; reads `news_of(key)`.
    """
    data = payload({"runs": [*runs]})
    _mount(key=key, data=data, height="content", on_news_change=on_news)


def news_of(key: str) -> News | None:
    """The news that a callback was called for."""
    return cast("News | None", st.session_state[key].news)
