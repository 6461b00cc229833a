"""The Recent drafts popover: the designs before this one, at hand; all are under My designs."""

from __future__ import annotations

import streamlit as st

from app.core.drafts.draft import DraftLine
from app.core.number_text import counted, plain
from app.core.services import Services
from app.core.session import compared_designs, documents
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.ui import session_state
from app.ui.clock import ago

ASKED = "draft to delete"
"""Where Streamlit's session state keeps the draft that the user is asked about."""

MOST = 8
"""So many are listed."""

POPOVER = "recent-drafts"
"""Its key."""

DONE = "recent drafts done"
"""Where the session state keeps that the popover is to close, for something was chosen in it."""


def show(session: Session, services: Services) -> None:
    """Show the button; the lists are read when it is opened."""
    if st.session_state.pop(DONE, False):
        st.session_state[POPOVER] = False
    popover = st.popover(
        "Recent drafts",
        icon=":material/history:",
        type="tertiary",
        key=POPOVER,
        on_change="rerun",
    )
    if popover.open:
        with popover:
            _lists(session, services)
    else:
        st.session_state.pop(ASKED, None)


def _close() -> None:
    st.session_state[DONE] = True
    st.rerun()


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
    if st.button("All my designs", icon=":material/folder_open:", key="all-designs"):
        session_state.go_to("My designs")


def _draft(session: Session, services: Services, line: DraftLine) -> None:
    if st.session_state.get(ASKED) == line.draft:
        _question(session, services, line)
        return
    with st.container(horizontal=True, gap="small", key=f"recent-{line.draft}"):
        label = (
            f"{plain(line.name, 40)} · :gray[{counted(line.nodes, 'node')}, {ago(line.saved_at)}]"
        )
        if st.button(label, key=f"draft-{line.draft}", type="tertiary", width="stretch"):
            documents.resume(session, line.draft)
            _close()
        _compare(session, compared_designs.draft_choice(line.draft), line.draft)
        if st.button(
            "",
            key=f"duplicate-{line.draft}",
            icon=":material/content_copy:",
            type="tertiary",
            help="Duplicate: open a copy, and leave this one as it is",
        ):
            documents.duplicate(session, line.draft)
            _close()
        if st.button(
            "", key=f"delete-{line.draft}", icon=":material/delete:", type="tertiary", help="Delete"
        ):
            st.session_state[ASKED] = line.draft
            st.rerun()


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
    if st.button(
        "",
        key=f"compare-{key}",
        icon=":material/compare_arrows:",
        type="tertiary",
        help="Compare with what is on the canvas",
    ):
        session.compared = choice
        session_state.go_to("Compare")
