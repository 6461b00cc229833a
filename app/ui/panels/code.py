"""The Code panel: source in the chosen style, which can be edited. It talks on the live channel."""

from __future__ import annotations

from app.core.services import Services
from app.core.session.session import Session
from app.core.source_styles import source_styles
from components.code_view import code_view

KEY = "code"

HEIGHT = 640
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session, _services: Services) -> None:
    """Mount the panel with the settings that it had last."""
    code_view(
        {
            "style": session.style,
            "styles": [
                {"name": style.name, "title": style.title} for style in source_styles().values()
            ],
            "fold": session.fold,
            "training": session.training,
        },
        key=KEY,
        height=HEIGHT,
    )
