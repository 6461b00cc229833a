"""What does not fit in a training, beside the section that it concerns, with its fix."""

from __future__ import annotations

import streamlit as st

from app.core.session.session import Session
from app.core.training import finding_list
from app.core.training.finding_list import Section

_BOXES = {"error": st.error, "warning": st.warning, "advice": st.info}
_ICONS = {"error": ":material/error:", "warning": ":material/warning:", "advice": ":material/info:"}


def show(session: Session, section: Section) -> None:
    """Draw what was found about a section.

    Args:
        session: Whose design it is.
        section: Which.
    """
    for number, found in enumerate(finding_list.of(session, section)):
        _BOXES[found["severity"]](found["message"], icon=_ICONS[found["severity"]])
        fix = found.get("fix")
        if fix:
            st.button(
                fix["title"],
                key=f"train-fix-{section}-{number}",
                icon=":material/build:",
                on_click=finding_list.mend,
                args=(session, fix),
            )
