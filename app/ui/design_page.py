"""The Design page: draw left, read right."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.services import Services
from app.core.session import building, importing, worker_answers
from app.core.session.session import Session
from app.ui import panel_tabs
from app.ui.error_boundary import boundary
from app.ui.panels import canvas, code, layer_code, plot, problems, proof, recent, summary
from app.ui.polling import wait_for
from app.ui.session_state import keep_address, wished_panel

PATIENCE = 0.3
"""Seconds that an edit's run waits for its analysis before it leaves the waiting to a fragment.

While Keras is starting, it does not wait at all."""

IMPORT_PATIENCE = 1.0
"""The same for a model that is being read."""

LARGE = 300
"""From this many nodes on, drawing takes as long as the analysis."""

PANELS: dict[str, Callable[[Session, Services], None]] = {
    "Code": code.show,
    "Summary": summary.show,
    "Plot": plot.show,
    "Problems": problems.show,
    "Proof": proof.show,
    panel_tabs.CUSTOM: layer_code.show,
}


def show(session: Session, services: Services) -> None:
    """Draw the page; from then on edits rerun `_workspace` only."""
    with boundary("Recent drafts"):
        recent.show(session, services)
    with st.container(key="design"):
        _workspace(session, services)


@st.fragment
def _workspace(session: Session, services: Services) -> None:
    # What was read becomes a draft of its own, which the address has to name.
    importing.collect(session, services, IMPORT_PATIENCE)
    keep_address(session, session.page)
    ready = services.shapes.state.status == "ready"
    # A large design is drawn in the browser while its shapes are computed.
    large = not session.acknowledged and len(session.design.main.nodes) > LARGE
    worker_answers.collect(session, services, PATIENCE if ready and not large else 0)
    worker_answers.tell_incidents(session, services)
    building.update(session, services)
    left, right = st.columns([3, 2], gap="small")
    with left, boundary("The canvas"):
        canvas.show(session, services)
    with right:
        _reading(session, services)
    _wait(session, services)


@st.fragment
def _reading(session: Session, services: Services) -> None:
    with st.container(key="reading"):
        wish = wished_panel()
        if wish is not None:
            st.session_state[panel_tabs.KEY] = wish
        tabs = st.tabs(list(PANELS), key=panel_tabs.KEY, on_change="rerun")
        for tab, (name, panel) in zip(tabs, PANELS.items(), strict=True):
            if tab.open:
                with tab, boundary(f"The panel {name}"):
                    panel(session, services)


def _wait(session: Session, services: Services) -> None:
    """Look now and then while an analysis or a worker is on its way."""
    status = services.shapes.state.status
    request, coming = session.request, session.coming
    layers = building.pending(session)

    def changed() -> bool:
        return (
            services.shapes.state.status != status
            or (request is not None and request.done())
            or (coming is not None and coming.future.done())
            or (layers is not None and layers.done())
        )

    waited = (request, coming, layers)
    if any(one is not None for one in waited) or status not in ("ready", "failed"):
        wait_for(changed)
