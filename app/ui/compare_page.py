"""The Compare page: two designs side by side, what they have not in common, and what it costs."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.core import chain_comparison, comparison_pictures, number_text, source_difference
from app.core.services import Services
from app.core.session import compared_designs, panel_requests
from app.core.session.compared_designs import FILE, NOW
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.ui.clock import clock
from app.ui.error_boundary import boundary
from app.ui.polling import look_again
from app.ui.session_state import keep_address
from app.ui.worker_answer import answered
from components.topology_view import topology_view
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import Design

if TYPE_CHECKING:
    from app.core.tasks.comparison_task import Compared

PATIENCE = 0.5
"""Seconds that a run waits for an answer before it leaves the waiting to a fragment."""

HEIGHT = 470
"""Of a picture, in pixels."""

MOST_LINES = 200
"""So many changes are listed; of more it is told how many."""

BATCHES = (1, 8, 32, 128)


def show(session: Session, services: Services) -> None:
    """Draw the page."""
    with st.container(key="compare"):
        _page(session, services)


def _view(session: Session) -> dict[str, Any]:
    view: dict[str, Any] = session.shown.setdefault("compare", {})
    return view


@st.fragment
def _page(session: Session, services: Services) -> None:
    keep_address(session, session.page)
    zone = st.context.timezone
    try:
        choices = compared_designs.choices(session, lambda then: clock(then, zone))
    except DraftError as error:
        st.error(str(error))
        return
    view = _view(session)
    if session.compared:
        # Other widgets, or they would show what was chosen in them before.
        view.update(before=session.compared, after=NOW, asked=view.get("asked", 0) + 1)
        session.compared = ""
    # Its last version, else a draft; else something to look at.
    first = [key for key in choices if key.startswith(("version:", "draft:"))]
    view.setdefault("before", first[0] if first else "gallery:mlp")
    view.setdefault("after", NOW)
    left, right, last = st.columns([5, 5, 2], vertical_alignment="bottom")
    with left:
        before = _choice(session, choices, "before", "Before")
    with right:
        after = _choice(session, choices, "after", "After")
    with last:
        batch = st.selectbox("Batch", BATCHES, index=2, help="How many samples the costs are for")
    if before is None or after is None:
        return
    compared = _compared(session, services, before, after, batch)
    if compared is None:
        return
    with boundary("The comparison"):
        _verdict(compared)
        _unknown(compared)
    drawing, source = st.tabs(["Drawing", "Source"])
    pictures = drawing.columns([3, 3, 2], gap="medium")
    with boundary("The pictures"):
        with pictures[0]:
            _picture(compared, before, "Before", after=False)
        with pictures[1]:
            _picture(compared, after, "After", after=True)
    with pictures[2], boundary("The list of changes"):
        _changes(compared)
    with source, boundary("The source"):
        _source(compared)


def _choice(session: Session, choices: dict[str, str], side: str, label: str) -> Design | None:
    """The design that is chosen for a side; None where there is none, and why is said."""
    view = _view(session)
    options = list(choices)
    known = view[side] if view[side] in choices else NOW
    picked = st.selectbox(
        label,
        options,
        index=options.index(known),
        format_func=choices.__getitem__,
        key=f"compare-{side}-{view.get('asked', 0)}",
    )
    view[side] = picked
    try:
        if picked != FILE:
            return compared_designs.chosen(session, picked)
        file = st.file_uploader("Design file", type="json", key=f"compare-file-{side}")
        return compared_designs.read(file.getvalue(), file.name) if file is not None else None
    except (DraftError, DesignError) as error:
        st.error(str(error))
        return None


def _compared(
    session: Session, services: Services, before: Design, after: Design, batch: int
) -> Compared | None:
    future = panel_requests.two_designs(session, services, before, after, batch)
    wait((future,), PATIENCE)
    if future.done() and not future.cancelled():
        return answered(future)
    st.caption("Comparing …")
    look_again("comparison")
    return None


def _verdict(compared: Compared) -> None:
    comparison = compared.comparison
    st.markdown(f"### {comparison_pictures.verdict(comparison)}")
    totals = [*comparison.totals()]
    for column, (title, before, after) in zip(st.columns(len(totals)), totals, strict=True):
        is_bytes = "bytes" in title
        shown = number_text.memory(after) if is_bytes else number_text.count(after)
        change = after - before
        sign = "-" if change < 0 else "+"  # by which Streamlit knows its direction
        size = number_text.memory(abs(change)) if is_bytes else number_text.count(abs(change))
        column.metric(
            title.replace("bytes of ", "")[:1].upper() + title.replace("bytes of ", "")[1:],
            shown,
            delta=f"{sign}{size}" if change else None,
            delta_color="inverse",
        )


def _unknown(compared: Compared) -> None:
    for reason in compared.comparison.unknown:
        st.caption(f"FLOPs and activations are not known: {number_text.plain(reason, 300)}")


def _picture(compared: Compared, design: Design, title: str, *, after: bool) -> None:
    st.markdown(f"##### {title}: {number_text.plain(design.name)}")
    roles = comparison_pictures.roles_of(compared.comparison, design, after=after)
    if len(design.main.nodes) > chain_comparison.MAX_NODES and not roles:
        st.caption("Nothing in its main model is other than on the other side.")
    elif not design.main.nodes:
        st.caption("Nothing is drawn here.")
    else:
        dots, arrows = comparison_pictures.picture(design, compared.results[after], roles)
        dark = st.context.theme.type == "dark"
        topology_view(dots, arrows, height=HEIGHT + after, dark=dark)


def _source(compared: Compared) -> None:
    found = source_difference.difference(*compared.sources)
    if found:
        st.code(found, language="diff", wrap_lines=True)
    else:
        st.caption("The source of both is the same, line by line.")


def _changes(compared: Compared) -> None:
    comparison = compared.comparison
    if comparison.changes:
        st.markdown("##### What changed")
        st.markdown(comparison_pictures.lines(comparison.changes[:MOST_LINES]))
        more = len(comparison.changes) - MOST_LINES
        if more > 0:
            st.caption(f"and {more:,} more")
        st.caption(":green[**+ added**] · :red[**− removed**] · :orange[**~ changed**]")
    if comparison.settings:
        st.markdown("##### Settings")
        st.markdown(
            "\n".join(f"- {number_text.plain(str(one), 160)}" for one in comparison.settings)
        )
