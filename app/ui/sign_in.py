"""Signing in and out: a button at the top right, where the operator has configured a provider."""

from __future__ import annotations

import streamlit as st

from app.core.number_text import plain
from app.core.session import accounts
from app.core.session.session import Session
from app.serving.identity import providers
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
            _button(session, known[0], "Sign in", icon=":material/login:", kind="tertiary")
        else:
            with st.popover("Sign in", icon=":material/login:", type="tertiary"):
                for name in known:
                    _button(session, name, f"With {name.replace('_', ' ').title()}")


def show_ended() -> None:
    """What a window shows whose user has signed out in another."""
    with st.container(key="offer", border=True, width=560):
        st.markdown("### You have signed out\nThat was in another window of this browser.")
        st.link_button("Go on", "./", icon=":material/draw:")


def _button(
    session: Session, provider: str, label: str, icon: str | None = None, kind: str = "secondary"
) -> None:
    pressed = st.button(
        label,
        key=f"sign-in-{provider}",
        icon=icon,
        type="tertiary" if kind == "tertiary" else "secondary",
        help="Your designs are then yours in every browser" if kind == "tertiary" else None,
        width="content" if kind == "tertiary" else "stretch",
    )
    if pressed:
        accounts.leave_for_provider(session)
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
