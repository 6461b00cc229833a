"""The arrow keys turn the pages of a lesson that is projected."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import streamlit as st

_FILES = resources.files("app.ui") / "assets"

_mount = st.components.v2.component(
    "layerloom_lesson_keys", js=(_FILES / "lesson_keys.js").read_text(encoding="utf-8")
)

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
