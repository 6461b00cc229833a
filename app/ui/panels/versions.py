"""The Versions popover: what the design on the canvas was, told apart, named, and gone back to."""

from __future__ import annotations

import streamlit as st

from app.core.drafts.draft import LONGEST_LABEL, DraftLine
from app.core.number_text import counted, plain
from app.core.one_line import one_line
from app.core.services import Services
from app.core.session import compared_designs, documents, own_drafts
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.ui import session_state
from app.ui.clock import clock
from app.ui.popover import close, popover
from model_codegen.design.errors import DesignError

POPOVER = "versions"
"""Its key."""

NAMED = "version to name"
"""Where it keeps the version whose name is being written."""

KEPT = "versions kept"
"""Where it keeps how many were named and kept."""

MOST = 60
"""So many are listed."""


def show(session: Session, services: Services) -> None:
    """Show the button; the list is read when it is opened."""
    label, icon = "Versions", ":material/bookmarks:"
    if not popover(label, key=POPOVER, icon=icon, content=lambda: content(session, services)):
        st.session_state.pop(NAMED, None)


def content(session: Session, services: Services) -> None:
    """Show what is in the popover."""
    with st.form("keep-version", border=False):
        with _row():
            # Once one is kept: another field, which is empty. What is refused stays in it.
            name = st.text_input(
                "Keep this version as",
                key=f"keep-version-name-{st.session_state.get(KEPT, 0)}",
                placeholder="Keep this version as …",
                label_visibility="collapsed",
                width="stretch",
            )
            asked = st.form_submit_button("Keep", icon=":material/bookmark_add:")
        if asked:
            _keep(session, name)
    try:
        lines = own_drafts.versions(session, MOST)
    except DraftError as error:
        st.error(str(error))
        return
    st.caption(
        "A version is kept by itself every few minutes, and before a large change. Those that you "
        "name stay for good."
    )
    with st.container(height=420 if len(lines) > 6 else "content", border=False):
        for place, line in enumerate(lines):
            if st.session_state.get(NAMED) == line.version:
                _naming(session, services, line)
            else:
                _version(session, line, is_now=place == 0)


def _row() -> st.delta_generator.DeltaGenerator:
    return st.container(horizontal=True, gap="small", vertical_alignment="center")


def _keep(session: Session, name: str) -> None:
    try:
        name = one_line(name, LONGEST_LABEL, "The name of a version")
    except DesignError as error:
        st.warning(str(error))
        return
    if not name:
        st.warning("Say what it shall be called.")
        return
    saver = session.workspaces.saver
    saver.keep(session.workspace, label=name)
    saver.now(session.workspace)
    st.session_state[KEPT] = st.session_state.get(KEPT, 0) + 1
    st.rerun()


def _version(session: Session, line: DraftLine, *, is_now: bool) -> None:
    with st.container(horizontal=True, gap="small", key=f"version-{line.version}"):
        st.button(
            words(line, clock(line.saved_at, st.context.timezone)),
            key=f"draft-{line.draft}-{line.version}",
            type="tertiary",
            width="stretch",
            disabled=is_now,
            help="This is how it is now"
            if is_now
            else f"Go back to version {line.version}; what you have now stays as a version",
            on_click=_go_back,
            args=(session, line),
        )
        if st.button(
            "",
            key=f"name-{line.version}",
            icon=":material/edit:",
            type="tertiary",
            help="Give this version a name, or another one",
        ):
            st.session_state[NAMED] = line.version
            st.rerun()
        st.button(
            "",
            key=f"compare-{line.version}",
            icon=":material/compare_arrows:",
            type="tertiary",
            disabled=is_now,
            help="See what changed since: in the drawing, in the source, in cost",
            on_click=_compare,
            args=(session, line),
        )


def _go_back(session: Session, line: DraftLine) -> None:
    documents.resume(session, line.draft, line.version)
    close(POPOVER)


def _compare(session: Session, line: DraftLine) -> None:
    session.compared = compared_designs.draft_choice(line.draft, line.version)
    session_state.go_to(session, "Compare")


def words(line: DraftLine, when: str) -> str:
    """What a version is told by, in Markdown: its name, or what was new in it; and when."""
    head = f"**{plain(line.label, 60)}**" if line.label else plain(line.news or line.name, 60)
    facts = [when, counted(line.nodes, "node")]
    if line.cause:
        facts.append(_CAUSES.get(line.cause, f"before {plain(line.cause, 70)}"))
    return f"{head} · :gray[{', '.join(facts)}]"


_CAUSES = {"another server": "outdone by another window"}
"""What is said of those that were kept for another reason than what came after."""


def _naming(session: Session, services: Services, line: DraftLine) -> None:
    with st.form(f"name-version-{line.version}", border=False):
        with _row():
            name = st.text_input(
                "Name of the version",
                value=line.label,
                placeholder="No name",
                label_visibility="collapsed",
                width="stretch",
            )
            asked = st.form_submit_button("Save")
        if not asked:
            return
        try:
            services.drafts.label(line.draft, session.owner, line.version, name)
        except DesignError as error:
            st.warning(str(error))  # What was typed stays in the field.
            return
        except DraftError as error:
            session.notify("error", str(error))
        del st.session_state[NAMED]
        st.rerun()
