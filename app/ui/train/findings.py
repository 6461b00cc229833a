"""What does not fit in a training, beside the section that it concerns, with its fix."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.core.session.session import Session
from app.core.training import finding_list
from app.core.training.finding_list import Section

_BOXES = {"error": st.error, "warning": st.warning, "advice": st.info}
_ICONS = {"error": ":material/error:", "warning": ":material/warning:", "advice": ":material/info:"}


_MOST = 2
"""So many warnings stand beside Start; the sections have the others."""


def show(session: Session, section: Section, warned: bool) -> None:
    """Draw what was found about a section.

    Args:
        session: Whose design it is.
        section: Which.
        warned: Whether `warn` has drawn some of it already.
    """
    seen = finding_list.grave(session)[:_MOST] if warned else []
    for number, found in enumerate(finding_list.of(session, section)):
        if found not in seen:
            _draw(session, found, f"train-fix-{section}-{number}")


def warn(session: Session) -> None:
    """Draw what should be seen before anything is started."""
    for number, found in enumerate(finding_list.grave(session)[:_MOST]):
        _draw(session, found, f"train-mend-{number}")


def _draw(session: Session, found: dict[str, Any], key: str) -> None:
    _BOXES[found["severity"]](found["message"], icon=_ICONS[found["severity"]])
    fix = found.get("fix")
    if fix:
        st.button(
            fix["title"],
            key=key,
            icon=":material/build:",
            on_click=finding_list.mend,
            args=(session, fix),
        )
