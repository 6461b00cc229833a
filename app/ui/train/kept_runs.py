"""The runs that were made of this design: shown again, compared, taken away, deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from app.core.number_text import counted
from app.core.runs.run import ENDED, Run
from app.core.services import Services
from app.core.session.session import Session
from app.core.training import run_choice
from app.ui import clock
from app.ui.train import downloads, run_pair
from app.ui.train.section import section

_STATES = {
    "waiting": "waiting",
    "running": "training",
    "paused": "paused",
    "stopped": "stopped",
    "failed": "failed",
    "lost": "interrupted",
    "finished": "finished",
}


def show(session: Session, services: Services) -> None:
    """Draw the list; nothing where there are no runs."""
    runs = services.runs.of_draft(session.draft, session.owner)
    if not runs:
        return
    with section("kept", "Runs kept", f"{len(runs)}") as is_open:
        if is_open:
            _list(session, services, runs)


def _list(session: Session, services: Services, runs: list[Run]) -> None:
    shown = run_choice.shown(session, services)
    chosen: list[Run] = []
    for run in runs:
        here = shown is not None and run.id == shown.id
        tick, words, tools = st.columns([1, 12, 3], vertical_alignment="center")
        with tick:
            if st.checkbox(
                f"Compare {_words(run)}",
                key=f"train-pick-{run.id}",
                label_visibility="collapsed",
            ):
                chosen.append(run)
        with words:
            st.markdown(("**Shown** · " if here else "") + _words(run))
        with tools, st.popover("…", key=f"train-run-{run.id}", type="tertiary"):
            _tools(session, services, run, here)
    if len(chosen) == 2:
        run_pair.show(services, chosen[1], chosen[0])
    elif len(runs) > 1:
        st.caption(
            "Tick two to see them side by side."
            if len(chosen) < 2
            else "Two can be compared at once."
        )


def _tools(session: Session, services: Services, run: Run, here: bool) -> None:
    def choose() -> None:
        session.trained = run.id

    def delete() -> None:
        services.runs.delete(run.id)
        if session.trained == run.id:
            session.trained = ""

    if not here:
        st.button("Show", key=f"train-show-{run.id}", on_click=choose, icon=":material/visibility:")
    downloads.model(services, run, key=run.id)
    downloads.for_other_tools(run, key=run.id)
    st.button(
        "Delete" if run.state in ENDED else "Stop and delete",
        key=f"train-delete-{run.id}",
        on_click=delete,
        icon=":material/delete:",
    )


def _words(run: Run) -> str:
    """`siamese, seed 0 · finished · 20 of 20 epochs · 5 minutes ago`."""
    when = datetime.fromtimestamp(run.created, UTC).replace(tzinfo=None)
    epochs = f"{run.done} of {counted(run.epochs, 'epoch')}"
    parts = (run_choice.label(run), _STATES[run.state], epochs, clock.ago(when))
    return " · ".join(parts).replace("*", "\\*").replace("_", "\\_")
