"""Joining a class by its link."""

from __future__ import annotations

import streamlit as st

from app.core.classes import class_store
from app.core.number_text import plain
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.ui.learn import address
from app.ui.learn.learner import Learner
from model_codegen.design.errors import DesignError


def show(here: Session, who: Learner, code: str) -> None:
    """Ask for a name, and join.

    Args:
        here: The session of this tab.
        who: Who joins.
        code: Of the class, from the address.
    """
    classes = who.workspaces.services.classes
    with st.container(key="offer", border=True, width=560):
        try:
            found = classes.find(code)
            member = found is not None and any(
                one.id == found.id for one in classes.joined(who.owner)
            )
        except DraftError as error:
            st.error(str(error))
            return
        if found is None:
            st.markdown(f"### There is no such class\n{class_store.UNKNOWN}")
            _on()
            return
        st.markdown(f"### {plain(found.title, 80)}")
        if member:
            st.markdown("You are in this class.")
            _on()
            return
        st.markdown(
            "Your teacher will see how far you are with the lessons, and your answers to their "
            "exercises; nothing else that you draw."
        )
        with st.form("join", border=False):
            name = st.text_input(
                "Your name",
                here.person.name if here.person else "",
                help="This is what your teacher reads",
            )
            if st.form_submit_button("Join the class", type="primary", icon=":material/group_add:"):
                try:
                    classes.join(code, who.owner, name)
                except (DraftError, DesignError) as error:
                    st.error(str(error))
                else:
                    address.go()
                    st.toast(f"You are in {plain(found.title, 80)}.")
                    st.rerun()


def _on() -> None:
    if st.button("To the lessons", icon=":material/arrow_forward:", type="primary"):
        address.go()
        st.rerun()
