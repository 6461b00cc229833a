"""The Design page: draw left, read right."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.services import Services
from app.core.session.session import Session
from app.ui import panel_tabs, session_state, sign_in
from app.ui.error_boundary import boundary
from app.ui.panels import (
    canvas,
    code,
    layer_code,
    plot,
    problems,
    proof,
    recent,
    share,
    summary,
    values,
    versions,
)
from components.live_link import live_link, wish_of


def _train(session: Session, services: Services) -> None:
    # It brings NumPy, which the first page does without.
    from app.ui.panels import train

    train.show(session, services)


PANELS: dict[str, Callable[[Session, Services], None]] = {
    "Code": code.show,
    "Summary": summary.show,
    "Plot": plot.show,
    "Problems": problems.show,
    "Proof": proof.show,
    "Values": values.show,
    "Train": _train,
    panel_tabs.CUSTOM: layer_code.show,
}

READ = ("Code", "Summary", "Plot", "Problems", "Values")
"""Panels of a design that is only looked at: they run no code of it and change nothing in it."""

LIVE = ("Code", "Problems", "Values")
"""Panels that hear of an edit on the live channel; the others are drawn again after it."""

LINK = "live-link"


def show(session: Session, services: Services) -> None:
    """Draw the page. The canvas is mounted once; panels rerun by themselves."""
    if not session.readonly:
        with boundary("Recent drafts"), st.container(key="recent", horizontal=True, gap="small"):
            recent.show(session, services)
            versions.show(session, services)
            share.button(session, services)
            sign_in.show(session)
    with st.container(key="design"):
        left, right = st.columns([3, 2], gap="small")
        with left, boundary("The canvas"):
            canvas.show(session)
        with right:
            _reading(session, services)


@st.fragment
def _reading(session: Session, services: Services) -> None:
    # What was opened is a draft of its own, which the address has to name.
    session_state.keep_address(session, session.page)
    rev = analysed_rev(session)
    with st.container(key="reading"):
        wish = session_state.wished_panel()
        panels = {name: PANELS[name] for name in (READ if session.readonly else PANELS)}
        if wish in panels:
            st.session_state[panel_tabs.KEY] = wish
        tabs = st.tabs(list(panels), key=panel_tabs.KEY, on_change="rerun")
        open_panel = ""
        for tab, (name, panel) in zip(tabs, panels.items(), strict=True):
            if tab.open:
                open_panel = name
                with tab, boundary(f"The panel {name}"):
                    panel(session, services)
    live_link(
        {"draft": session.draft, "rev": rev, "reruns": open_panel not in LIVE},
        key=LINK,
        on_wish=_wish,
    )


def analysed_rev(session: Session) -> int:
    """The revision that was analysed last, 0 for none: to be asked for before anything is drawn.

    An analysis that comes while a panel is drawn is then one that the panel does not show, and the
    page asks for the panel again.
    """
    return session.analysed.rev if session.analysed else 0


def _wish() -> None:
    """The canvas has something new for a panel, or wants one opened."""
    wish = wish_of(LINK)
    if wish is not None and wish["panel"] in PANELS:
        session_state.open_panel(wish["panel"])
