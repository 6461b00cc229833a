"""The canvas, which talks on the live channel: it is mounted once."""

from __future__ import annotations

from app.core.session.session import Session
from components.model_canvas import model_canvas

KEY = "canvas"

HEIGHT = 720
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session) -> None:
    """Mount the canvas."""
    model_canvas({"session": session.id}, key=KEY, height=HEIGHT)
