"""The browser's Back and Forward between the drafts that one page has shown."""

from __future__ import annotations

import streamlit as st

from app.core.session.session import Session
from app.ui import session_state
from app.ui.small_component import small_component

_mount = small_component("history")

KEY = "history"


def listen(session: Session, page: str) -> None:
    """Show the draft of the address where the browser says that it went back to it.

    Args:
        session: Whose canvas shows it then.
        page: The page's title.

    Streamlit tells no reason for a rerun, so that the address of one that Back asked for looks like
    the address of a click that was made before the page was given a new one.
    """

    def went() -> None:
        back = st.session_state[KEY].back
        if back is not None:
            session_state.go_back(session, back["draft"])

    _mount(key=KEY, data={"page": page}, height=1, on_back_change=went)
