"""The session of this browser tab, as Streamlit keeps it: the only user of `st.session_state`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import streamlit as st

from app.core.session import accounts, documents, opening
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces
from app.serving import identity, owner_cookie
from app.ui import panel_tabs, server

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def current(begin: Callable[[], Session]) -> Session:
    """The session of this run; `begin` makes it in the first one."""
    if "layerloom" not in st.session_state:
        st.session_state["layerloom"] = begin()
    session: Session = st.session_state["layerloom"]
    return session


def seen(link: str, begin: Callable[[], Session | None]) -> Session | None:
    """The session of this tab that looks through a link; `begin` makes it in the first run."""
    key = f"layerloom seen through {link}"
    if key not in st.session_state:
        st.session_state[key] = begin()
    session: Session | None = st.session_state[key]
    return session


def browser() -> str:
    """The token by which this browser finds its drafts again; empty where it keeps no cookie."""
    return owner_cookie.known(st.context.cookies)


def begin(workspaces: Workspaces) -> Session:
    """The session of a page that has just been opened.

    Raises:
        DraftError: If the database cannot be reached, and what is at the address not be opened.
    """

    def tell() -> None:
        st.toast("The database cannot be reached just now. Your designs are in it: please wait.")

    return opening.waited_for(workspaces, lambda: _begun(workspaces), tell)


def _begun(workspaces: Workspaces) -> Session:
    token, person, problem = browser(), None, ""
    who = identity.identity(st.context.cookies)
    if who is not None:
        try:
            person = accounts.come(workspaces, server.sessions(), who, token)
        except DraftError as error:
            if workspaces.services.store.is_shared:
                raise
            problem = f"You have signed in, but your designs cannot be reached now. {error}"
    draft = st.query_params.get("draft") or accounts.draft_before(token)
    try:
        session = opening.open_session(workspaces, draft, person.id if person else token)
    except DraftError:
        accounts.leave_for_provider(token, draft)
        raise
    session.person, session.browser = person, token
    if problem:
        session.notify("error", problem)
    elif not token and person is None:
        session.notify("warning", opening.FORGETFUL)
    return session


def owner(workspaces: Workspaces) -> str:
    """Whose what is begun here is: who has signed in, else this browser; empty for nobody known."""
    return identity.owner(st.context.cookies, lambda: workspaces.services.people)


def open_panel(name: str) -> None:
    """Open a panel beside the canvas; must be called before the panels are drawn, or be followed by
    a rerun."""
    st.session_state[panel_tabs.WISH] = name


def wished_panel() -> str | None:
    """The panel that `open_panel` asked for since the last call."""
    wish: str | None = st.session_state.pop(panel_tabs.WISH, None)
    return wish


def remember_pages(pages: Iterable[StreamlitPage]) -> None:
    """Note the pages of this run, for `go_to`."""
    st.session_state["pages"] = {page.title: page for page in pages}


def go_to(session: Session, title: str) -> None:
    """Show another page of the app, by its title.

    In a callback, this is known before anything is drawn: the page that is left is not drawn again.
    """
    pages = st.session_state["pages"]
    st.switch_page(pages[title], query_params={"draft": session.draft})


def keep_address(session: Session, page: str) -> None:
    """See to it that the page's address holds the draft's id, so that a refresh finds it again.

    Switching pages drops it, as does the browser's Back button; the latter is left in peace, for a
    page that puts the id back at once could never be left by it. The next edit puts it back.
    """
    if session.share:
        return  # The address is the link's, and the draft's id nobody else's.
    if (session.page, session.address) != (page, session.draft):
        session.page, session.address = page, session.draft
        if st.query_params.get("draft") != session.draft:
            st.query_params["draft"] = session.draft


def follow_address(session: Session, page: str) -> None:
    """Show the draft that the address names, where the browser went back to another page by it.

    On the same page an address that names another draft says nothing: a click that was made before
    the page had the new address is sent with the old one. There `go_back` is told.
    """
    named = st.query_params.get("draft")
    if session.page not in ("", page) and named and named != session.draft:
        go_back(session, named)
        session.page = page


def go_back(session: Session, draft: str) -> None:
    """Show a draft whose address the browser has gone back, or forward, to."""
    if draft != session.draft:
        shown = documents.resume(session, draft)
        session.address = draft if shown else ""
