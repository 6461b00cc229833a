"""A popover whose content is made while it is open, and which closes when something is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def popover(label: str, *, key: str, icon: str, content: Callable[[], None]) -> bool:
    """Show the button.

    Args:
        label: What is on it.
        key: Its key, by which `close` knows it.
        icon: Its sign.
        content: Draws what is in it.

    Returns:
        Whether it is open.
    """
    shown = st.popover(label, icon=icon, type="tertiary", key=key, on_change="rerun")
    if shown.open:
        with shown:
            content()
    return bool(shown.open)


def close(key: str) -> None:
    """Close it; only in a callback, which comes before the popover is drawn again."""
    st.session_state[key] = False
