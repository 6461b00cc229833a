"""The Recent drafts popover: earlier designs of this browser, and earlier versions of this one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from app.core.drafts.draft import DraftError, DraftLine
from app.core.number_text import counted, plain
from app.core.services import Services
from app.core.session import documents
from app.core.session.session import Session

ASKED = "draft to delete"
"""Where Streamlit's session state keeps the draft that the user is asked about."""


def show(session: Session, services: Services) -> None:
    """Show the button; the lists are read when it is opened."""
    with st.container(key="recent"):
        popover = st.popover(
            "Recent drafts", icon=":material/history:", type="tertiary", on_change="rerun"
        )
    if popover.open:
        with popover:
            _lists(session, services)
    else:
        st.session_state.pop(ASKED, None)


def _lists(session: Session, services: Services) -> None:
    try:
        versions = services.drafts.versions(session.draft)[1:]
        others = [
            line for line in services.drafts.recent(session.owner) if line.draft != session.draft
        ]
    except DraftError as error:
        st.error(str(error))
        return
    if not versions and not others:
        st.caption(
            "Every change is saved by itself. Designs you leave, and earlier versions of this one, "
            "will be listed here."
        )
    with st.container(height=400 if len(versions) + len(others) > 6 else "content", border=False):
        if others:
            st.caption("Other designs")
            for line in others:
                _draft(session, services, line)
        if versions:
            st.caption("Earlier versions of this design: what was new in each")
            for line in versions:
                _version(session, line)


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
            st.rerun()
        if st.button(
            "",
            key=f"duplicate-{line.draft}",
            icon=":material/content_copy:",
            type="tertiary",
            help="Duplicate: open a copy, and leave this one as it is",
        ):
            documents.duplicate(session, line.draft)
            st.rerun()
        if st.button(
            "", key=f"delete-{line.draft}", icon=":material/delete:", type="tertiary", help="Delete"
        ):
            st.session_state[ASKED] = line.draft
            st.rerun()


def _question(session: Session, services: Services, line: DraftLine) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"Delete **{plain(line.name, 30)}** with all its versions?")
        if st.button("Delete", key=f"really-{line.draft}", type="primary"):
            del st.session_state[ASKED]
            try:
                services.drafts.delete(line.draft, session.owner)
            except DraftError as error:
                session.notify("error", str(error))
            st.rerun()
        if st.button("Keep", key=f"keep-{line.draft}"):
            del st.session_state[ASKED]
            st.rerun()


def _version(session: Session, line: DraftLine) -> None:
    when = f"{clock(line.saved_at, st.context.timezone)}, {counted(line.nodes, 'node')}"
    label = f"{plain(line.news or line.name, 70)} · :gray[{when}]"
    if st.button(
        label,
        key=f"draft-{line.draft}-{line.version}",
        type="tertiary",
        width="stretch",
        help=f"Go back to version {line.version}; what you have now stays as a version",
    ):
        documents.resume(session, line.draft, line.version)
        st.rerun()


def ago(then: datetime) -> str:
    """`just now`, `5 minutes ago`, `yesterday`, `12 March`; `then` is naive and in UTC."""
    now = datetime.now(UTC).replace(tzinfo=None)
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    if minutes < 24 * 60:
        return f"{counted(minutes // 60, 'hour')} ago"
    if minutes < 48 * 60:
        return "yesterday"
    return f"{then.day} {then:%B}"


def clock(then: datetime, zone: str | None) -> str:
    """`14:32`, `12 March 14:32`: when it was where the user is; `then` is naive and in UTC.

    Args:
        then: A moment.
        zone: The browser's time zone; UTC where that is not known.
    """
    try:
        there = ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError):  # a zone that this server does not know
        there = ZoneInfo("UTC")
    local = then.replace(tzinfo=UTC).astimezone(there)
    today = datetime.now(there).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local.day} {local:%B %H:%M}"
