"""The dialog Share: links to the design on the canvas, and the HTML that shows it elsewhere."""

from __future__ import annotations

import streamlit as st

from app.core.services import Services
from app.core.session.session import Session
from app.core.sharing import share_text
from app.core.sharing.share import Kind, Share
from app.core.sharing.share_text import Theme
from app.core.store.errors import DraftError
from app.ui.clock import ago
from model_codegen.design.errors import DesignError

WORDS: dict[Kind, tuple[str, str, str]] = {
    "view": (
        "Read-only link",
        ":material/visibility:",
        "Who opens it watches you draw, and can read code and summary. Nothing can be changed.",
    ),
    "copy": (
        "“Make it yours” link",
        ":material/content_copy:",
        "Who opens it gets a copy of the design as it is then. Yours stays as it is.",
    ),
}
"""Of each kind of link: its name, its sign, and what it does."""

THEMES: dict[Theme, str] = {"system": "The reader's", "light": "Light", "dark": "Dark"}

PROBLEM = "share problem"
"""Where the session state keeps what is wrong, until it is said."""


def button(session: Session, services: Services) -> None:
    """Show the button that opens the dialog."""
    if st.button("Share", icon=":material/share:", type="tertiary", key="share"):
        _dialog(session, services)


@st.dialog("Share this design", width="medium")
def _dialog(session: Session, services: Services) -> None:
    content(session, services)


def content(session: Session, services: Services) -> None:
    """Show what is in the dialog."""
    problem = st.session_state.pop(PROBLEM, "")
    if problem:
        st.error(problem)
    try:
        shares = services.shares.of(session.owner, session.draft)
    except DraftError as error:
        st.error(str(error))
        return
    links, embedding = st.tabs(["Links", "Embed"])
    with links:
        for kind in WORDS:
            _kind(session, services, kind, [one for one in shares if one.kind == kind])
    with embedding:
        _frame(session, services, shares)


def _kind(session: Session, services: Services, kind: Kind, shares: list[Share]) -> None:
    name, icon, what = WORDS[kind]
    with st.container(border=True, key=f"share-{kind}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{icon} **{name}**  \n:gray[{what}]", width="stretch")
            st.button(
                "Make a link", key=f"make-{kind}", on_click=_make, args=(session, services, kind)
            )
        for share in shares:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.code(share_text.address(_page(), share.id), language=None, width="stretch")
                st.caption(ago(share.created_at), width="content")
                st.button(
                    "Withdraw",
                    key=f"withdraw-{share.id}",
                    type="tertiary",
                    on_click=_withdraw,
                    args=(session, services, share),
                )


def _make(session: Session, services: Services, kind: Kind) -> None:
    try:
        # An empty design that was just begun may not be stored yet.
        services.drafts.begin(session.owner, session.draft)
        services.shares.make(session.owner, session.draft, kind)
    except (DraftError, DesignError) as error:
        st.session_state[PROBLEM] = str(error)


def _withdraw(session: Session, services: Services, share: Share) -> None:
    try:
        services.shares.revoke(session.owner, share.id)
    except DraftError as error:
        st.session_state[PROBLEM] = str(error)
    # Whoever looks through it hears of that at once.
    session.workspace.changed()


def _frame(session: Session, services: Services, shares: list[Share]) -> None:
    st.markdown(
        "The canvas alone, to be looked at, in a page of your course. It follows what you draw. "
        "Put this HTML where the picture would stand."
    )
    shown = [one for one in shares if one.kind == "view"]
    if not shown:
        st.caption("It needs a read-only link.")
        st.button(
            "Make a link",
            key="make-embed",
            type="primary",
            on_click=_make,
            args=(session, services, "view"),
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input("Title", value=session.design.name, key="embed-title")
        height = st.number_input(
            "Height in pixels",
            share_text.HEIGHTS[0],
            share_text.HEIGHTS[-1],
            420,
            step=20,
            key="embed-height",
        )
        theme = st.selectbox(
            "Colours",
            list(THEMES),
            format_func=THEMES.__getitem__,
            key="embed-theme",
        )
    address = share_text.address(_page(), shown[0].id)
    st.code(share_text.frame(address, title, int(height), theme), language="html", wrap_lines=True)


def _page() -> str:
    return st.context.url or ""
