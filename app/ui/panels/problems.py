"""The Problems panel: everything the analysis found, errors first."""

from __future__ import annotations

import streamlit as st

from app.core.services import Services
from app.core.session import building, importing
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


def show(session: Session, services: Services) -> None:
    """Show the diagnostics of the last analysis."""
    analysed = session.analysed
    if analysed is None:
        st.caption("Problems appear here as soon as Keras has started.")
        return
    problem_list(
        {
            "diagnostics": [
                *building.findings(session, services, analysed),
                *importing.remarks(session),
            ],
            "checked": CHECKED,
            "stale": session.stale,
        },
        key=KEY,
        height=HEIGHT,
    )
