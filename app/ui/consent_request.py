"""The request to run the code of a design's own layers, in the place of what needs it."""

from __future__ import annotations

import streamlit as st

from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from app.ui import session_state
from app.ui.panel_tabs import CUSTOM
from model_codegen.design.graph import Design

_LOCAL = ("localhost", "127.0.0.1", "::1")


def settled(
    session: Session, services: Services, design: Design, what: str, below: bool = False
) -> bool:
    """Ask whether the code of a design may run, unless that is settled.

    Args:
        session: Whose page it is.
        services: What remembers the answer.
        design: Whose code would run.
        what: What running it is for: "see its shapes and weights".
        below: Whether the code is shown below the request.

    Returns:
        Whether what runs code may go on.
    """
    state = consent.state(session, services, design)
    if state in ("none", "given"):
        return True
    if state == "forbidden":
        st.info(
            "This model has layers with code of their own, and this server does not run code of "
            f"its users: it cannot {what} here. Download the source and run it on your computer.",
            icon=":material/block:",
        )
        return False
    with st.container(border=True, key=f"consent-{what.partition(' ')[0]}"):
        where = "below" if below else f"in the panel *{CUSTOM}*"
        st.markdown(
            f"**Run the code of this model's own layers?** To {what}, the code {where} is run in "
            f"a separate process on {_machine()}. Run only code that you have read."
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Run it", type="primary", icon=":material/play_arrow:"):
                consent.give(session, services, design)
                st.rerun()
            if not below and st.button("Read the code", icon=":material/code:"):
                session_state.open_panel(CUSTOM)
                st.rerun()
        st.caption(
            "What you change in this code here runs without asking again; code that comes with "
            "another file, a link or a paste asks anew."
        )
    return False


def _machine() -> str:
    return "this computer" if st.get_option("server.address") in _LOCAL else "the server"
