"""The list of what is wrong with a design, or worth knowing; each entry leads to its nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.problem_list", js="index-*.js", css="index-*.css")


class ProblemListData(TypedDict):
    """What the list needs besides the problems: what was looked at, in words."""

    checked: Sequence[str]


def problem_list(data: ProblemListData, key: str, height: int) -> None:
    """Mount the list. It hears of problems from the canvas, and never speaks with Python.

    Args:
        data: What it shows of a design without problems.
        key: Streamlit key, constant.
        height: Height in pixels.
    """
    _mount(key=key, data=payload(data), height=height)
