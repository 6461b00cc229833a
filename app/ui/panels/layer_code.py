"""The panel with the code of the design's own layers: it can be edited, and run once agreed to."""

from __future__ import annotations

import functools
from typing import Any

import streamlit as st

from app.core.custom import code_edit
from app.core.number_text import counted, file_stem
from app.core.services import Services
from app.core.session import building, consent
from app.core.session.page_state import SourceEdit
from app.core.session.session import Session
from app.ui import consent_request
from app.ui.polling import look_again
from components.code_view import Reading, edited_of, layer_code
from model_codegen.design import diagnostics
from model_codegen.design.custom_layers import custom_layers
from model_codegen.design.diagnostics import MAIN

KEY = "layer-code-view"

HEIGHT = 480
"""Pixels, where the style sheet does not make it fill the window."""


def show(session: Session, services: Services) -> None:
    """Show the code, and above it whether it may run and what came of it."""
    if not session.design.code and session.code_edit is None:
        _invitation()
        return
    with st.container(key="layer-code"):
        what = "see the shapes and weights of these layers"
        asks = building.needs_run(session, services)
        if not asks or consent_request.settled(session, services, session.design, what, below=True):
            _state(session, services)
        layer_code(
            {
                "text": session.design.code,
                "owners": _owners(session),
                "notes": [_note(found) for found in building.failures(session, services)],
                "filename": f"{file_stem(session.design.name)}_layers.py",
                "reading": _reading(session),
            },
            key=KEY,
            height=HEIGHT,
            on_edited=functools.partial(_edit, session, services),
        )
    following = session.workspace.following
    if following is not None and not following.done():
        look_again("following")  # It may turn out that only running the code tells.


def _invitation() -> None:
    st.markdown(
        "#### Layers of your own\n"
        "A layer that Keras does not have is a Python class. Press **New custom layer** in the "
        "palette (search *custom*): a small class, ready to change, appears here, and a layer of "
        "it on the canvas.\n\n"
        "Classes of code that you paste or open are kept here, too. Nothing of it runs before you "
        "say so."
    )


def _state(session: Session, services: Services) -> None:
    """What is known of the layers by now, in one line."""
    build = session.workspace.build
    if build is not None and building.is_running(session):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{build.stage} …")
            if st.button("Stop", icon=":material/stop:", type="tertiary"):
                build.cancel()
                st.rerun()
        look_again("build")
        return
    failures = building.failures(session, services)
    if failures:
        with st.container(horizontal=True, vertical_alignment="center"):
            what = counted(len(failures), "custom layer")
            st.markdown(f":red[:material/error: {what} could not be built: see below the code.]")
            if st.button("Try again", icon=":material/refresh:", type="tertiary"):
                building.again(session, services)
                st.rerun()
        return
    waiting = [] if session.analysed is None else building.unbuilt(session.analysed)
    layers = len(building.places(session.design))
    if waiting or not layers or session.stale:
        return
    known = (
        "Nothing of this code has run: shapes and weights were read from it."
        if consent.state(session, services) != "given"
        else f"The canvas has the shapes and weights of {counted(layers, 'custom layer')}."
    )
    st.caption(f":material/check_circle: {known}")


def _owners(session: Session) -> dict[str, dict[str, str]]:
    """By graph and node: the class of the custom layer that is called there."""
    design = session.design
    graphs = {MAIN: design.main, **design.models}
    found: dict[str, dict[str, str]] = {}
    own = custom_layers(design)
    for graph_id, graph in graphs.items():
        names = {**own.get("", {}), **own.get(graph_id, {})}
        found[graph_id] = {
            key: min(names[node.operation])
            for key, node in graph.nodes.items()
            if node.operation in names
        }
    return found


def _note(found: diagnostics.Diagnostic) -> dict[str, Any]:
    return {"line": found.line, "severity": found.severity, "message": found.reason}


def _reading(session: Session) -> Reading | None:
    """What the edited code would change; None where there is none."""
    edit = session.code_edit
    if edit is None:
        return None
    return {"id": edit.id, **code_edit.compare(session.design, edit.text)}


def _edit(session: Session, services: Services) -> None:
    match edited_of(KEY):
        case {"id": int(number), "text": str(text)}:
            session.code_edit = SourceEdit(number, text)
            consent.typed(session, text)
        case {"text": None}:
            session.code_edit = None
