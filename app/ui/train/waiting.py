"""What the Train tab waits for: one look for all of it, at a place that is always there.

A look (see `app/ui/polling.py`) writes to its own place on the page. Where that lies behind others
that are gone by then, the browser has no such place, and the page breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import streamlit as st

from app.ui.polling import wait_for

_KEY = "train-waits"


@contextmanager
def watched() -> Iterator[None]:
    """Draw the tab, and draw it again when one of what its parts wait for is there."""
    place = st.container(key="train-waiting")
    st.session_state[_KEY] = []
    yield
    futures: list[Future[Any]] = st.session_state.pop(_KEY, [])
    if futures:
        with place:
            wait_for(lambda: any(future.done() for future in futures))


def until(future: Future[Any], words: str = "") -> None:
    """Have the tab drawn again once something is there.

    Args:
        future: What is waited for.
        words: What is said meanwhile, in its place.
    """
    st.session_state.setdefault(_KEY, []).append(future)
    if words:
        st.caption(words)
