"""The Learn page: which part of it the address names."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.core.session.session import Session
from app.ui import server
from app.ui.error_boundary import boundary
from app.ui.learn import address, joining, lesson_view, overview, teaching
from app.ui.learn.learner import learner

_ASSETS = Path(__file__).parents[1] / "assets"


def show(here: Session) -> None:
    """Draw the page.

    Args:
        here: The session of this tab, whose owner learns.
    """
    st.html(_ASSETS / "learn.css")
    course = server.course()
    who = learner(here)
    who.read()
    code = st.query_params.get(address.JOIN)
    place = address.place(course)
    with boundary("The course"):
        if code:
            joining.show(here, who, code)
        elif st.query_params.get(address.TEACH) and here.may_teach:
            teaching.show(here, course)
        elif place is not None:
            lesson_view.show(who, course, *place)
        else:
            overview.show(here, who, course)
