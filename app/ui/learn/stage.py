"""The canvas of a step, and the panels beside it."""

from __future__ import annotations

import streamlit as st

from app.core.lessons.lesson import Point
from app.core.services import Services
from app.core.session.session import Session
from app.core.source_styles import source_styles
from app.ui import design_page, session_state
from app.ui.error_boundary import boundary
from app.ui.panels import canvas, code
from components.code_view import code_view
from components.live_link import live_link, wish_of
from components.model_canvas import CanvasData, model_canvas

PANEL = "lesson-panel"
"""Key of the choice of panels; none is open where none is chosen."""

LINK = "stage-link"

CHECK_LINK = "check-link"

_PANELS = ("Code", "Summary", "Plot", "Problems", "Proof", "Train", "Values")


def open_panel(name: str | None) -> None:
    """Open a panel, or none; to be called before `panels`."""
    st.session_state[PANEL] = name


def drawing(
    session: Session, point: Point, *, reading: bool = False, projected: bool = False
) -> None:
    """Mount the canvas.

    Args:
        session: That draws on it.
        point: What the step points at.
        reading: Whether nothing is to be done in it.
        projected: Whether there is to be nothing around it.
    """
    data: CanvasData = {
        "session": session.id,
        "store": f"lesson {session.draft}",
        "taught": point.nodes,
    }
    if session.readonly:
        data["mode"] = "view"
    elif projected:
        data["mode"] = "project"
    elif reading:
        data["mode"] = "tour"
    with boundary("The canvas"):
        model_canvas(data, key=canvas.KEY, height=canvas.HEIGHT)


def panels(session: Session, services: Services, point: Point) -> str:
    """Offer the panels, and draw the one that is open.

    Returns:
        Its name; empty if none is.
    """
    wish = session_state.wished_panel()
    offered = [name for name in _PANELS if name in design_page.PANELS]
    if session.readonly:
        offered = [name for name in offered if name in design_page.READ]
    if wish in offered:
        st.session_state[PANEL] = wish
    if st.session_state.get(PANEL) not in offered:
        st.session_state[PANEL] = None
    with st.container(key="stage-choice"):
        chosen = st.segmented_control("Panel", offered, key=PANEL, label_visibility="collapsed")
    if chosen is None:
        return ""
    with st.container(key="stage-panel"), boundary(f"The panel {chosen}"):
        if chosen == "Code":
            _code(session, point)
        else:
            design_page.PANELS[chosen](session, services)
    return chosen


def link(session: Session, rev: int, *, reruns: bool) -> None:
    """Have the fragment run again when the canvas has something new.

    Args:
        session: That draws on the canvas.
        rev: What `design_page.analysed_rev` was before the fragment drew anything.
        reruns: Whether anything is to be drawn anew for an edit.
    """
    live_link(
        {"draft": session.draft, "rev": rev, "reruns": reruns, "pinned": True},
        key=LINK,
        on_wish=_wish,
    )


def follow(session: Session, number: int, said: str) -> None:
    """Have the checklist follow what is drawn, and the fragment run again for other sentences.

    Args:
        session: That draws on the canvas.
        number: Of the judgement that the fragment has drawn; 0 for none.
        said: Its id; empty where the next one is to be drawn whatever it says.
    """
    live_link(
        {
            "draft": session.draft,
            "rev": 0,
            "reruns": False,
            "pinned": True,
            "verdict": {"number": number, "id": said},
        },
        key=CHECK_LINK,
        on_wish=_nothing,
    )


def _code(session: Session, point: Point) -> None:
    code_view(
        {
            "style": session.style,
            "styles": [
                {"name": style.name, "title": style.title} for style in source_styles().values()
            ],
            "fold": session.fold,
            "training": session.training,
            "taught": point.code,
        },
        key=code.KEY,
        height=code.HEIGHT,
    )


def _nothing() -> None:
    """The rerun is all that is wanted."""


def _wish() -> None:
    wish = wish_of(LINK)
    if wish is not None and wish["panel"] in _PANELS:
        session_state.open_panel(wish["panel"])
