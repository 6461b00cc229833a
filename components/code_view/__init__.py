"""The code panel: generated source in CodeMirror, bound to the canvas's selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict, cast

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component("components.code_view", js="index-*.js", css="index-*.css")


class Code(TypedDict):
    """`model_codegen.GeneratedCode` without its style; lines are `[first, last]`, from 1."""

    text: str
    lines: dict[str, list[tuple[int, int]]]
    block_lines: dict[str, dict[str, list[tuple[int, int]]]]


class CodeViewData(TypedDict):
    """What the panel shows.

    `code` is None where `style` cannot express the design; `reasons` (diagnostics as JSON) say why.
    `stale`: the canvas is ahead of this.
    """

    style: str
    styles: Sequence[str]
    code: Code | None
    reasons: list[dict[str, Any]]
    filename: str
    stale: bool


def code_view(
    data: CodeViewData, key: str, height: int, on_style: Callable[[], None]
) -> str | None:
    """Mount the panel.

    Args:
        data: What it shows.
        key: Streamlit key, constant.
        height: Height in pixels.
        on_style: Called before the rerun that a choice of style causes; reads it with
            `style_of(key)`.

    Returns:
        The style that was just chosen; None unless this run was caused by a choice.
    """
    result = _mount(key=key, data=payload(data), height=height, on_style_change=on_style)
    return cast("str | None", result.style)


def style_of(key: str) -> str | None:
    """The choice that a callback was called for."""
    return cast("str | None", st.session_state[key].style)
