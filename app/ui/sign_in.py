"""Signing in and out: a button at the top right, where the operator has configured a provider."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from app.core import settings
from app.core.number_text import plain
from app.core.session import accounts
from app.core.session.session import Session
from app.serving import owner_cookie
from app.serving.first_page import PAGES
from app.serving.identity import identity, providers
from app.ui import server

LONGEST = 16
"""Letters of a name in the header."""


def show(session: Session) -> None:
    """Draw the button; nothing where nobody can sign in.

    Args:
        session: Whose page it is.
    """
    known = providers()
    if not known or st.context.is_embedded:
        return
    with st.container(key="account"):
        if session.person is not None:
            _of_person(session)
        elif len(known) == 1:
            _button(session.draft, known[0], "Sign in", small=True)
        else:
            with st.popover("Sign in", icon=":material/login:", type="tertiary"):
                for name in known:
                    _button(session.draft, name, _with(name))


def is_missing() -> bool:
    """Whether the page is for people only who have signed in, and nobody has."""
    return settings.requires_sign_in() and bool(providers()) and identity(_cookies()) is None


def show_missing() -> None:
    """What whoever has not signed in sees instead of the page."""
    with st.container(key="offer", border=True, width=420):
        st.markdown("### Layerloom\nYou draw here once you have signed in.")
        draft, known = st.query_params.get("draft", ""), providers()
        place = accounts.Place(_page(), st.query_params.to_dict())
        for name in known:
            _button(draft, name, "Sign in" if len(known) == 1 else _with(name), place=place)


def place_before(browser: str) -> accounts.Place | None:
    """What the address named before its user had to sign in, unless it names something again.

    It is told once.

    Args:
        browser: The token of the browser.
    """
    place = accounts.place_before(browser)
    return place if place is not None and not st.query_params and not _page() else None


def _page() -> str:
    """The page's part of the address; empty for the first one."""
    path = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    return path if path in PAGES else ""


def show_ended() -> None:
    """What a window shows whose user has signed out in another."""
    with st.container(key="offer", border=True, width=420):
        st.markdown("### You have signed out\nThat was in another window of this browser.")
        st.link_button("Go on", "./", icon=":material/draw:")


def _with(provider: str) -> str:
    return f"With {provider.replace('_', ' ').title()}"


def _cookies() -> Mapping[str, str]:
    return st.context.cookies


def _button(
    draft: str,
    provider: str,
    label: str,
    small: bool = False,
    place: accounts.Place | None = None,
) -> None:
    pressed = st.button(
        label,
        key=f"sign-in-{provider}",
        icon=":material/login:",
        type="tertiary" if small else "primary",
        help="Your designs are then yours in every browser" if small else None,
        width="content" if small else "stretch",
    )
    if pressed:
        accounts.leave_for_provider(owner_cookie.known(_cookies()), draft, place)
        st.login(provider)


def _of_person(session: Session) -> None:
    person = session.person
    assert person is not None
    name = person.name if len(person.name) <= LONGEST else f"{person.name[: LONGEST - 1]}…"
    with st.popover(plain(name), icon=":material/account_circle:", type="tertiary"):
        st.markdown(f"**{plain(person.name, 60)}**")
        if person.email not in ("", person.name):
            st.text(person.email)
        st.caption("Teacher" if session.may_teach else "Learner")
        if st.button("Sign out", key="sign-out", icon=":material/logout:", width="stretch"):
            accounts.sign_out(session, server.sessions())
            st.logout()
