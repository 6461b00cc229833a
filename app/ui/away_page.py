"""What a page shows while the database of several servers cannot be reached: it tries again."""

from __future__ import annotations

import time

import streamlit as st

from app.core.store.errors import DraftError

WAIT = 5.0
"""Seconds between two tries."""


def show(problem: DraftError) -> None:
    """Tell what is wrong, and that nothing is lost.

    Args:
        problem: Why the page could not be begun.
    """
    with st.container(key="offer", border=True, width=420):
        st.markdown(
            "### The database cannot be reached\n"
            "Your designs are in it, and nothing of them is lost. This page opens by itself as "
            "soon as it answers again."
        )
        st.caption(str(problem))
        _try_again(time.monotonic())


@st.fragment(run_every=WAIT)
def _try_again(shown: float) -> None:
    if time.monotonic() - shown > WAIT / 2:
        st.rerun()
