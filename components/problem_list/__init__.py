"""The list of what is wrong with a design, or worth knowing; each entry leads to its nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.problem_list", js="index-*.js", css="index-*.css")


class ProblemListData(TypedDict):
    """What the list shows.

    `diagnostics` as JSON, `checked` what was looked at, in words, for a design without problems.
    `stale`: the canvas is ahead of this.
    """

    diagnostics: list[dict[str, Any]]
    checked: Sequence[str]
    stale: bool


def problem_list(data: ProblemListData, key: str, height: int) -> None:
    """Mount the list. It speaks with the canvas in the browser and never with Python.

    Args:
        data: What it shows.
        key: Streamlit key, constant.
        height: Height in pixels.
    """
    _mount(key=key, data=payload(data), height=height)
