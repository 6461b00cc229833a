"""The arrow keys turn the pages of a lesson that is projected."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.ui.small_component import small_component

_mount = small_component("lesson_keys")

KEY = "lesson-keys"


def show(turn: Callable[[int], None]) -> None:
    """Listen for them.

    Args:
        turn: Called with 1 for the next step, -1 for the one before.
    """
    result = _mount(key=KEY, data={}, on_turn_change=lambda: None)
    if result.turn is not None:
        turn(result.turn["by"])
        st.rerun()
