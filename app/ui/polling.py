"""Waiting for a worker without blocking: a small fragment looks now and then, and then stops."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

EVERY = 0.3
"""Seconds between two looks."""


def wait_for(done: Callable[[], bool], body: Callable[[], object] | None = None) -> None:
    """Rerun the page when something has happened.

    Args:
        done: Whether it has; it is asked a few times a second.
        body: Draws what is shown meanwhile.
    """

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if done():
            st.rerun()
        if body is not None:
            body()

    waiting()
