"""Widgets bound to a document: each shows what the document has, and asks to change it.

The document is the truth, also where another window or Undo has changed it: a widget that has
something else by then gives way to a new one. One whose value was set from here at every run would
lose what its user is typing, and one in a closed popover would not even hear of it. What is entered
is carried out before the script runs again; only where that made something else of it, or refused
it, is the widget set, for it is there and its user has just finished.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")
U = TypeVar("U")

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

    kind: type = int if whole else float
    bounds = [None if end is None else kind(end) for end in (low, high)]
    shown = None if value is None else kind(_within(value, low, high))
    name, begins = _bound(key, shown, None)
    if begins is not None and not required:
        # One that begins with a number cannot be emptied: Streamlit would put that back.
        st.session_state[name], begins = begins, None

    def take(new: float | None) -> None:
        if new is not None or not required:
            change(new)

    st.number_input(
        label,
        min_value=bounds[0],
        max_value=bounds[1],
        value=begins,
        step=1 if whole else _step(value),
        format="%d" if whole else "%g",
        key=name,
        placeholder=placeholder,
        help=help or None,
        on_change=_entered,
        args=(key, name, take),
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
    name, begins = _bound(key, value, "")
    st.text_input(
        label,
        begins,
        key=name,
        placeholder=placeholder,
        help=help or None,
        on_change=_entered,
        args=(key, name, change),
    )


def flag(label: str, value: bool, change: Change, *, key: str, help: str | None = None) -> None:
    """Yes or no. See `number`."""
    name, begins = _bound(key, value, False)
    st.toggle(
        label,
        begins,
        key=name,
        help=help or None,
        on_change=_entered,
        args=(key, name, change),
    )


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
    name, begins = _bound(key, value, shown[0])
    st.selectbox(
        label,
        shown,
        index=shown.index(begins),
        key=name,
        format_func=said,
        help=help or None,
        label_visibility="collapsed" if hidden else "visible",
        on_change=_entered,
        args=(key, name, change),
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
    name, begins = _bound(key, list(value), None)
    st.multiselect(
        label,
        shown,
        begins,
        key=name,
        format_func=said,
        help=help or None,
        placeholder=placeholder,
        on_change=_entered,
        args=(key, name, change),
    )


def _entered(key: str, name: str, change: Change) -> None:
    st.session_state[f"{key}-entered"] = True
    change(st.session_state[name])


def _bound(key: str, value: T, plain: U) -> tuple[str, T | U]:
    """The Streamlit key of a widget that shows a value, and what it begins with.

    Args:
        key: That of the first widget.
        value: What the document has.
        plain: What a widget begins with whose value is set: Streamlit allows no other.
    """
    turn: int = st.session_state.get(f"{key}-turn", 0)
    entered: bool = st.session_state.pop(f"{key}-entered", False)
    name = f"{key}-{turn}" if turn else key
    if name not in st.session_state or st.session_state[name] == value:
        return name, value
    if entered:
        st.session_state[name] = value
        return name, plain
    st.session_state[f"{key}-turn"] = turn + 1
    return f"{key}-{turn + 1}", value


def _within(value: float, low: float | None, high: float | None) -> float:
    """The nearest that a widget can show: a document may have anything."""
    least = value if low is None else max(low, value)
    return least if high is None else min(high, least)


def _step(value: float | None) -> float:
    """One of the leading digit: 0.001 for 0.001, 0.1 for 0.25."""
    if not value:
        return 0.1
    return float(10.0 ** math.floor(math.log10(abs(value))))
