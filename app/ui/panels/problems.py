"""The Problems panel: everything the analysis found, errors first, as the canvas tells it."""

from __future__ import annotations

from app.core.services import Services
from app.core.session.session import Session
from components.problem_list import problem_list

KEY = "problems"

HEIGHT = 640
"""Pixels, where the style sheet does not make it fill the window."""

CHECKED = (
    "every layer's arguments, by Keras itself",
    "every call's shapes and dtypes, by Keras itself",
    "names, loops, missing arguments, unused nodes",
    "precision of the heads, layers copied instead of shared",
)


def show(_session: Session, _services: Services) -> None:
    """Mount the list."""
    problem_list({"checked": CHECKED}, key=KEY, height=HEIGHT)
