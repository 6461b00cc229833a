"""The page My designs: all that its owner has drawn, as cards; the trash; all of it in one file."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from app.core.drafts.draft import OwnedDraft
from app.core.number_text import counted, file_stem
from app.core.services import Services
from app.core.session import design_list, documents
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import empty_design
from app.serving import archive_route
from app.ui import session_state
from app.ui.clock import ago
from components.design_grid import Act, Card, Folder, GridData, Query, act_of, design_grid
from model_codegen.design.errors import DesignError

TITLE = "My designs"

KEY = "design-grid"

PAGE = 24
"""So many cards stand on a page: it divides by two, three, four and six."""

FIRST: Query = {"search": "", "folder": None, "trash": False, "order": "saved", "page": 0}


def show(session: Session, services: Services) -> None:
    """Draw the page."""
    with st.container(key="designs"):
        _page(session, services)


@st.fragment
def _page(session: Session, services: Services) -> None:
    session_state.keep_address(session, session.page)
    with st.container(key="designs-head", horizontal=True, vertical_alignment="center"):
        st.markdown(f"#### {TITLE}", width="stretch")
        _head(session)
    try:
        data = _data(session, services)
    except DraftError as error:
        st.error(str(error))
        return
    design_grid(data, key=KEY, on_act=lambda: _act(session, services))


def _view(session: Session) -> dict[str, Any]:
    view: dict[str, Any] = session.shown.setdefault(
        "designs", {"query": FIRST, "message": "", "file": None, "uploads": 0}
    )
    return view


def _head(session: Session) -> None:
    st.button(
        "New design",
        icon=":material/add:",
        type="primary",
        key="designs-new",
        on_click=lambda: _begin(session),
    )
    ticket = session.services.tickets.give(session.owner)
    st.link_button(
        "Download all",
        f"{archive_route.ADDRESS}?ticket={ticket}",
        icon=":material/download:",
        help="All designs with their versions and folders, as one .zip",
    )
    with st.popover("Upload", icon=":material/upload:", key="designs-upload"):
        view = _view(session)
        files = st.file_uploader(
            "Design files, or a .zip of them",
            type=["json", "zip"],
            accept_multiple_files=True,
            key=f"designs-files-{view['uploads']}",
        )
        if files:
            _take(session, [(one.name, one.getvalue()) for one in files])
            view["uploads"] += 1  # Another uploader, which holds none of them.
            st.rerun(scope="fragment")


def _begin(session: Session) -> None:
    documents.put(session, empty_design())
    session_state.go_to(session, "Design")


def _take(session: Session, files: list[tuple[str, bytes]]) -> None:
    came = design_list.Upload()
    try:
        for name, content in files:
            design_list.upload(session, name, content, came)
    except DraftError as error:
        came.problems.append(str(error))
    told = [f"Added {counted(len(came.names), 'design')}."] if came.names else []
    _view(session)["message"] = " ".join([*told, *came.problems])


def _data(session: Session, services: Services) -> GridData:
    view = _view(session)
    query: Query = view["query"]
    owned, owner = services.owned_drafts, session.owner
    found = owned.page(
        owner,
        search=query["search"],
        folder=query["folder"],
        trash=query["trash"],
        order=query["order"],
        offset=query["page"] * PAGE,
        limit=PAGE,
    )
    folders: list[Folder] = [
        {"name": name, "count": count} for name, count in owned.folders(owner).items()
    ]
    data: GridData = {
        "cards": [_card(session, services, one) for one in found.drafts],
        "folders": folders,
        "query": query,
        "total": found.total,
        "pages": max(1, -(-found.total // PAGE)),
        "count": owned.page(owner, limit=0).total,
        "trashed": owned.page(owner, trash=True, limit=0).total,
        "message": view["message"],
    }
    if view["file"] is not None:
        data["file"] = view["file"]
    return data


def _card(session: Session, services: Services, one: OwnedDraft) -> Card:
    when = one.deleted_at or one.saved_at
    facts = [counted(one.nodes, "node"), *([ago(when)] if when else [])]
    if one.exercise:
        facts.insert(0, "answer")
    return {
        "id": one.draft,
        "name": one.name,
        "facts": " · ".join(facts),
        "folder": one.folder,
        "picture": services.still_pictures.of(one.draft, one.saved_at) if one.saved_at else "",
        "href": f"./?draft={one.draft}",
        "here": one.draft == session.draft,
    }


def _act(session: Session, services: Services) -> None:
    """Do what the list asks for; called before the rerun."""
    act = act_of(KEY)
    if act is None:
        return
    view = _view(session)
    view["message"] = ""
    try:
        ACTS[act["act"]](session, services, act)
    except (DraftError, DesignError) as error:
        view["message"] = str(error)


def _show(session: Session, _: Services, act: Act) -> None:
    _view(session)["query"] = {**FIRST, **act.get("query", {})}


def _open(session: Session, _: Services, act: Act) -> None:
    if documents.resume(session, act["draft"]):
        session_state.go_to(session, "Design")
    elif session.notice is not None:
        _view(session)["message"] = session.notice.text


def _rename(session: Session, _: Services, act: Act) -> None:
    design_list.rename(session, act["draft"], act["text"])


def _move(session: Session, services: Services, act: Act) -> None:
    services.owned_drafts.move(session.owner, [act["draft"]], act["text"])


def _duplicate(session: Session, _: Services, act: Act) -> None:
    folder = _view(session)["query"]["folder"] or ""
    design_list.duplicate(session, act["draft"], folder)


def _download(session: Session, _: Services, act: Act) -> None:
    name, text = design_list.file(session, act["draft"])
    file = {"id": secrets.token_hex(4), "name": f"{file_stem(name)}.json", "text": text}
    _view(session)["file"] = file


def _delete(session: Session, services: Services, act: Act) -> None:
    services.owned_drafts.delete(session.owner, [act["draft"]])
    _view(session)["message"] = "It is in the trash now."


def _restore(session: Session, services: Services, act: Act) -> None:
    services.owned_drafts.restore(session.owner, [act["draft"]])


def _forget(session: Session, services: Services, act: Act) -> None:
    services.owned_drafts.forget(session.owner, [act["draft"]])


def _empty(session: Session, services: Services, _: Act) -> None:
    services.owned_drafts.forget(session.owner)


ACTS: dict[str, Callable[[Session, Services, Act], None]] = {
    "show": _show,
    "open": _open,
    "rename": _rename,
    "move": _move,
    "duplicate": _duplicate,
    "download": _download,
    "delete": _delete,
    "restore": _restore,
    "forget": _forget,
    "empty": _empty,
}
