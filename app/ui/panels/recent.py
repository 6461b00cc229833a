"""The Recent drafts popover: the designs before this one, at hand; all are under My designs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.drafts.draft import DraftLine
from app.core.number_text import counted, plain
from app.core.services import Services
from app.core.session import compared_designs, documents
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.ui import session_state
from app.ui.clock import ago
from app.ui.popover import close, popover

ASKED = "draft to delete"
"""Where Streamlit's session state keeps the draft that the user is asked about."""

MOST = 8
"""So many are listed."""

POPOVER = "recent-drafts"
"""Its key."""


def show(session: Session, services: Services) -> None:
    """Show the button; the lists are read when it is opened."""
    label, icon = "Recent drafts", ":material/history:"
    if not popover(label, key=POPOVER, icon=icon, content=lambda: _lists(session, services)):
        st.session_state.pop(ASKED, None)


def _lists(session: Session, services: Services) -> None:
    try:
        recent = services.drafts.recent(session.owner, MOST + 1)
    except DraftError as error:
        st.error(str(error))
        return
    others = [line for line in recent if line.draft != session.draft][:MOST]
    if not others:
        st.caption("Every change is saved by itself. Designs that you leave are listed here.")
    for line in others:
        _draft(session, services, line)
    st.button(
        "All my designs",
        icon=":material/folder_open:",
        key="all-designs",
        on_click=lambda: session_state.go_to(session, "My designs"),
    )


def _draft(session: Session, services: Services, line: DraftLine) -> None:
    if st.session_state.get(ASKED) == line.draft:
        _question(session, services, line)
        return
    with st.container(horizontal=True, gap="small", key=f"recent-{line.draft}"):
        label = (
            f"{plain(line.name, 40)} · :gray[{counted(line.nodes, 'node')}, {ago(line.saved_at)}]"
        )
        st.button(
            label,
            key=f"draft-{line.draft}",
            type="tertiary",
            width="stretch",
            on_click=_choose,
            args=(session, line.draft, documents.resume),
        )
        _compare(session, compared_designs.draft_choice(line.draft), line.draft)
        st.button(
            "",
            key=f"duplicate-{line.draft}",
            icon=":material/content_copy:",
            type="tertiary",
            help="Duplicate: open a copy, and leave this one as it is",
            on_click=_choose,
            args=(session, line.draft, documents.duplicate),
        )
        if st.button(
            "", key=f"delete-{line.draft}", icon=":material/delete:", type="tertiary", help="Delete"
        ):
            st.session_state[ASKED] = line.draft
            st.rerun()


def _choose(session: Session, draft: str, take: Callable[[Session, str], bool]) -> None:
    take(session, draft)
    close(POPOVER)


def _question(session: Session, services: Services, line: DraftLine) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"Put **{plain(line.name, 30)}** into the trash?")
        if st.button("Delete", key=f"really-{line.draft}", type="primary"):
            del st.session_state[ASKED]
            try:
                services.owned_drafts.delete(session.owner, [line.draft])
            except DraftError as error:
                session.notify("error", str(error))
            st.rerun()
        if st.button("Keep", key=f"keep-{line.draft}"):
            del st.session_state[ASKED]
            st.rerun()


def _compare(session: Session, choice: str, key: str) -> None:
    def compare() -> None:
        session.compared = choice
        session_state.go_to(session, "Compare")

    st.button(
        "",
        key=f"compare-{key}",
        icon=":material/compare_arrows:",
        type="tertiary",
        help="Compare with what is on the canvas",
        on_click=compare,
    )
