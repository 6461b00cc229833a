"""The run: start, pause, stop, continue; its curves; what came of it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import streamlit as st

from app.core.runs.run import ENDED, Run
from app.core.runs.run_store import RunError
from app.core.services import Services
from app.core.session.session import Session
from app.core.tasks.task_outcome import TaskError
from app.core.training import launching, run_choice
from app.core.workers.job import WorkerLostError
from app.ui import consent_request
from app.ui.polling import until
from app.ui.train import curves, findings, memory, results

CURVES = "train-curves"


def show(session: Session, services: Services) -> bool:
    """Draw the buttons, and the run that is shown.

    Returns:
        Whether warnings stand there.
    """
    services.runs.warm()  # so that it starts at once
    run = run_choice.shown(session, services)
    launch = session.launch
    starting = launch is not None and not launch.done()
    if not consent_request.settled(session, services, session.design, "train it"):
        return False
    blocked = _blocked(session)
    # What goes on is as it was started, whatever the canvas has by now.
    idle = run is None or run.state in ENDED
    with st.container(horizontal=True, vertical_alignment="center", key="train-bar"):
        _buttons(session, services, run, starting, bool(blocked))
        if idle:
            memory.show(session, services)
    if idle and blocked:
        st.info(f"Not yet: {blocked}", icon=":material/rule:")
    elif idle:
        findings.warn(session)
    if launch is not None:
        _launched(session, launch)
    if run is not None:
        _shown(session, services, run)
    return idle and not blocked


def _blocked(session: Session) -> str:
    """Why it cannot be started; empty if it can."""
    analysed = session.analysed
    found = [] if analysed is None else [*analysed.errors, *analysed.training_errors]
    if found:
        return found[0]
    training = session.design.training
    if training is not None and training.data is None:
        return "choose what it learns from, under Data."
    return ""


def _buttons(
    session: Session, services: Services, run: Run | None, starting: bool, blocked: bool
) -> None:
    state = "" if run is None else run.state
    if run is None or state in ENDED:
        _start(session, services, starting, blocked, run)
    else:
        if state == "paused":
            _steer(services, run, "Continue", "run", "play_arrow", primary=True)
        elif state == "running":
            _steer(services, run, "Pause", "pause", "pause")
        _steer(services, run, "Stop", "stop", "stop")
    if run is not None and run.can_go_on and not starting:

        def go_on() -> None:
            try:
                services.runs.go_on(run.id)
            except RunError as error:
                session.notify("error", str(error))
            session.changed()

        st.button(
            "Continue",
            key="train-go-on",
            icon=":material/resume:",
            help=f"From the end of epoch {run.done}, with the settings that it was started with.",
            on_click=go_on,
        )


def _start(
    session: Session, services: Services, starting: bool, blocked: bool, run: Run | None
) -> None:
    shown = session.trained

    def start() -> None:
        # What is on the canvas at the click, which may be newer than what the button was drawn for.
        launching.start_by_click(session, services, shown)

    st.button(
        "Start" if run is None else "Start anew",
        key="train-start",
        type="primary",
        icon=":material/play_arrow:",
        disabled=blocked or starting or session.stale or session.analysed is None,
        on_click=start,
    )


def _steer(
    services: Services, run: Run, label: str, wanted: Any, icon: str, primary: bool = False
) -> None:
    st.button(
        label,
        key=f"train-{label.lower()}",
        type="primary" if primary else "secondary",
        icon=f":material/{icon}:",
        on_click=lambda: services.runs.control(run.id, wanted),
    )


def _launched(session: Session, launch: Future[Run]) -> None:
    if not launch.done():
        until(launch.done(), "Writing the script …")
        return
    session.launch = None
    if launch.cancelled():
        return
    try:
        launch.result()
    except (TaskError, WorkerLostError, RunError) as error:
        st.error(str(error), icon=":material/error:")


def _shown(session: Session, services: Services, run: Run) -> None:
    curves.draw({run_choice.label(run): run}, CURVES)
    if run.state == "lost" and run.message:  # why it failed stands with its curves
        st.caption(run.message)
    results.show(session, services, run)
