"""What opens by a link: a design to look at, or to take a copy of."""

from __future__ import annotations

import base64

import streamlit as st

from app.core.designs import still_picture
from app.core.number_text import counted, plain
from app.core.session import documents, viewing
from app.core.sharing.share import Share
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces
from app.ui import server, session_state
from model_codegen.design.traversal import count_calls

TITLE = "Shared design"


def show(workspaces: Workspaces, link: str) -> None:
    """Draw the page.

    Args:
        workspaces: The open drafts.
        link: The id of the link in the page's address.
    """
    try:
        share = workspaces.services.shares.find(link)
    except DraftError as error:
        st.error(str(error))
        return
    if share is None:
        _sorry()
    elif share.kind == "copy" and not st.context.is_embedded:
        _offer(workspaces, share)
    else:
        _look(workspaces, share)


def _look(workspaces: Workspaces, share: Share) -> None:
    from app.ui import design_page
    from app.ui.panels import canvas

    session = session_state.seen(
        share.id, lambda: viewing.open_shared(workspaces, share, session_state.owner(workspaces))
    )
    if session is None:
        _sorry()
        return
    server.sessions().add(session)
    if st.context.is_embedded:
        with st.container(key="embedded"):
            canvas.show(session)
        return
    with st.container(key="recent", horizontal=True):
        st.link_button("Draw your own", "./", icon=":material/draw:", type="tertiary")
    design_page.show(session, workspaces.services)


def _offer(workspaces: Workspaces, share: Share) -> None:
    design = viewing.shared_design(workspaces, share)
    if design is None:
        _sorry()
        return
    with st.container(key="offer", border=True, width=560):
        picture = base64.b64encode(still_picture.svg(design).encode()).decode()
        st.html(f'<img alt="" src="data:image/svg+xml;base64,{picture}">')
        st.markdown(f"### {plain(design.name, 80)}")
        st.markdown(
            f"{_who(workspaces, share)} shares this design with you: "
            f"{counted(count_calls(design), 'node')}. You get a copy of it, to change as you like; "
            "theirs stays as it is."
        )
        if st.button("Make it yours", type="primary", icon=":material/content_copy:", key="take"):
            session = session_state.current(lambda: session_state.begin(workspaces))
            documents.put(session, design)
            st.query_params.clear()
            st.query_params["draft"] = session.draft
            st.rerun()


def _who(workspaces: Workspaces, share: Share) -> str:
    """Who has made a link: their name, if they have signed in and have one."""
    person = workspaces.services.people.find(share.owner)
    return f"**{plain(person.name)}**" if person and person.name else "Somebody"


def _sorry() -> None:
    with st.container(key="offer", border=True, width=560):
        st.markdown(f"### There is nothing here\n{viewing.UNKNOWN}")
        st.link_button("Draw your own", "./", icon=":material/draw:")
