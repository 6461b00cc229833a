"""The canvas, which talks on the live channel: it is mounted once."""

from __future__ import annotations

import streamlit as st

from app.core.session.session import Session
from components.model_canvas import CanvasData, model_canvas

KEY = "canvas"

HEIGHT = 720
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session) -> None:
    """Mount the canvas."""
    data: CanvasData = {"session": session.id}
    if session.readonly:
        data["mode"] = "embed" if st.context.is_embedded else "view"
    model_canvas(data, key=KEY, height=HEIGHT)
