"""The Recent drafts popover: earlier designs of this browser, and earlier versions of this one."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from app.core.drafts.draft import DraftError, DraftLine
from app.core.number_text import counted
from app.core.services import Services
from app.core.session import documents
from app.core.session.session import Session


def show(session: Session, services: Services) -> None:
    """Show the button; the lists are read when it is opened."""
    with st.container(key="recent"):
        popover = st.popover(
            "Recent drafts", icon=":material/history:", type="tertiary", on_change="rerun"
        )
    if popover.open:
        with popover:
            _lists(session, services)


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
    with st.container(height=360 if len(versions) + len(others) > 6 else "content", border=False):
        if others:
            st.caption("Other designs")
            for line in others:
                _entry(session, line, line.name)
        if versions:
            st.caption("Earlier versions of this design")
            for line in versions:
                _entry(session, line, f"{line.name}, version {line.version}")


def _entry(session: Session, line: DraftLine, label: str) -> None:
    if st.button(
        f"{_plain(label)} · :gray[{counted(line.nodes, 'node')}, {ago(line.saved_at)}]",
        key=f"draft-{line.draft}-{line.version}",
        type="tertiary",
        width="stretch",
    ):
        version = line.version if line.draft == session.draft else None
        documents.resume(session, line.draft, version)
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


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(f"\\\\{c}" if c in "\\\\`*_{}[]()#+-.!|<>~$:^=" else c for c in short)
