"""Widgets bound to a document: each shows what the document has, and asks to change it.

The document is the truth, also where another window or Undo has changed it: a widget's own memory
is set to it where the two differ before the widget is drawn, and what its user enters is carried
out before the script runs again. What is refused is so shown as it was. Where they agree the memory
is left alone, for setting it would take away what its user is typing meanwhile.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

Change = Callable[[Any], None]
"""Takes the new value over."""


def number(
    label: str,
    value: float | None,
    change: Change,
    *,
    key: str,
    whole: bool = False,
    low: float | None = None,
    high: float | None = None,
    placeholder: str | None = None,
    help: str | None = None,
    required: bool = False,
) -> None:
    """A number; emptied, it becomes None.

    Args:
        label: What it is.
        value: What the document has; None shows the `placeholder`.
        change: Takes the new value.
        key: Streamlit key, the same for the same thing.
        whole: Whether it is an integer.
        low: The least value.
        high: The largest value.
        placeholder: What holds where it is empty.
        help: What it is for.
        required: Whether it stays as it is where it is emptied.
    """

    def entered() -> None:
        new = st.session_state[key]
        if new is not None or not required:
            change(new)

    kind: type = int if whole else float
    bounds = [None if end is None else kind(end) for end in (low, high)]
    _agree(key, None if value is None else kind(_within(value, low, high)))
    st.number_input(
        label,
        min_value=bounds[0],
        max_value=bounds[1],
        value=None,
        step=1 if whole else _step(value),
        format="%d" if whole else "%g",
        key=key,
        placeholder=placeholder,
        help=help or None,
        on_change=entered,
    )


def text(
    label: str,
    value: str,
    change: Change,
    *,
    key: str,
    placeholder: str | None = None,
    help: str | None = None,
) -> None:
    """A line of text. See `number`."""
    _agree(key, value)
    st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        help=help or None,
        on_change=lambda: change(st.session_state[key]),
    )


def flag(label: str, value: bool, change: Change, *, key: str, help: str | None = None) -> None:
    """Yes or no. See `number`."""
    _agree(key, value)
    st.toggle(label, key=key, help=help or None, on_change=lambda: change(st.session_state[key]))


def choice(
    label: str,
    value: Any,
    options: Sequence[Any],
    change: Change,
    *,
    key: str,
    said: Callable[[Any], str] = str,
    help: str | None = None,
    hidden: bool = False,
) -> None:
    """One of several. A value that is none of them stands among them, for the document has it.

    Args:
        label: What it is.
        value: What the document has.
        options: What there is.
        change: Takes the new one.
        key: Streamlit key.
        said: What an option is called.
        help: What it is for.
        hidden: Whether only a screen reader hears the label.
    """
    shown = list(options) if value in options else [value, *options]
    _agree(key, value)
    st.selectbox(
        label,
        shown,
        key=key,
        format_func=said,
        help=help or None,
        label_visibility="collapsed" if hidden else "visible",
        on_change=lambda: change(st.session_state[key]),
    )


def several(
    label: str,
    value: Sequence[Any],
    options: Sequence[Any],
    change: Change,
    *,
    key: str,
    said: Callable[[Any], str] = str,
    help: str | None = None,
    placeholder: str | None = None,
) -> None:
    """Any of several, in the order in which they were chosen. See `choice`."""
    shown = [*dict.fromkeys([*value, *options])]
    _agree(key, list(value))
    st.multiselect(
        label,
        shown,
        key=key,
        format_func=said,
        help=help or None,
        placeholder=placeholder,
        on_change=lambda: change(st.session_state[key]),
    )


def _agree(key: str, value: Any) -> None:
    """Have a widget remember a value, unless it does."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _within(value: float, low: float | None, high: float | None) -> float:
    """The nearest that a widget can show: a document may have anything."""
    least = value if low is None else max(low, value)
    return least if high is None else min(high, least)


def _step(value: float | None) -> float:
    """One of the leading digit: 0.001 for 0.001, 0.1 for 0.25."""
    if not value:
        return 0.1
    return float(10.0 ** math.floor(math.log10(abs(value))))
