"""What the first page would import, imported before anybody asks for it."""

from __future__ import annotations

from importlib import import_module

from app.core.services import Services
from app.core.source_styles import source_styles

IMPORTED_LATE = (
    "app.core.drafts.draft_store",
    "app.ui.design_page",
    "streamlit.elements.lib.image_utils",
)
"""Imported in the first run of the page; together with what they import, half a second."""


def warm_up(services: Services) -> None:
    """Import and read what all pages share.

    Args:
        services: Those of this server; a catalogue that is stored is read.
    """
    for name in IMPORTED_LATE:
        import_module(name)
    source_styles()
    services.palette()
