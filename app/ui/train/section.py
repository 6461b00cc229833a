"""A section of the Train tab: its title says what is in it, a click opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def section(name: str, title: str, summary: str) -> Iterator[bool]:
    """Draw the frame and the title; what is drawn within stands below it.

    It is no expander: whose label changes is another one for Streamlit, and closes; and the summary
    changes with whatever is entered below it. What is closed is not drawn.

    Args:
        name: Stands in the keys; `train-<name>-section` is the frame's.
        title: What it is called.
        summary: What is in it, in a line of Markdown.

    Yields:
        Whether it is open.
    """
    key = f"train-{name}-open"
    is_open: bool = st.session_state.get(key, False)

    def turn() -> None:
        st.session_state[key] = not is_open

    with st.container(border=True, key=f"train-{name}-section"):
        st.button(
            f"**{title}** · {summary}",
            key=f"train-{name}-title",
            icon=f":material/{'expand_more' if is_open else 'chevron_right'}:",
            type="tertiary",
            width="stretch",
            on_click=turn,
        )
        yield is_open
