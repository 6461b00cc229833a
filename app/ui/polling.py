"""Waiting for a worker without blocking: what is drawn is drawn again soon, until it has come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.ui.small_component import small_component

_mount = small_component("look_again")

EVERY_MS = 300
"""Milliseconds until the next look."""

_WAITS = "waits"


def look_again(what: str) -> None:
    """Have the fragment that this is called in run again soon; it asks whether all has come.

    A fragment of its own that looks would cost less and breaks the page: what it has drawn inside
    another fragment is kept for the browser where the other, run again at once, takes back all that
    it has drawn before it and that was not yet sent.

    Args:
        what: Is waited for, as a word of its own on the page.
    """
    key = f"look-again-{what}"
    _mount(
        key=key,
        data={"every": EVERY_MS, "look": time.monotonic()},
        height=1,
        on_look_change=lambda: None,
    )


@contextmanager
def watched(what: str) -> Iterator[None]:
    """Draw parts of which each may wait for something: one look for all of them.

    Args:
        what: As in `look_again`.
    """
    st.session_state[_WAITS] = False
    yield
    if st.session_state.pop(_WAITS, False):
        look_again(what)


def until(there: bool, words: str = "") -> None:
    """Have what is `watched` drawn again until something is there.

    Args:
        there: Whether it is.
        words: What is said meanwhile, in its place.
    """
    if not there:
        st.session_state[_WAITS] = True
    if words:
        st.caption(words)
