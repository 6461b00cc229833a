"""The names of the panels beside the canvas, and which of them is open."""

from __future__ import annotations

KEY = "panels"
"""Where Streamlit's session state keeps the name of the open one."""

WISH = "panel wanted"
"""Where it keeps the name of the one that is to be opened."""

CUSTOM = "Layer code"
"""The panel of the design's own layers."""
