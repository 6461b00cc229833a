"""Before a design says how it is trained: what that is, and one button that proposes it all."""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from app.core import settings
from app.core.services import Services
from app.core.session.session import Session
from app.core.tasks import data_tasks
from app.core.training import training_edit
from app.core.workers.job import Urgency
from app.ui.polling import until
from app.ui.worker_answer import answered
from model_codegen.design.training import Training

_KEY = "train-proposal"


def show(session: Session, services: Services) -> None:
    """Draw the invitation."""
    analysed = session.analysed
    st.markdown(
        "#### Train this model\n"
        "It learns here, in a process of its own, while you watch its curves and go on drawing. "
        "You leave with the trained model, and with a notebook and a script that do the same."
    )
    asked: tuple[str, Future[Training]] | None = st.session_state.get(_KEY)
    if asked is not None and asked[0] == session.draft:
        _proposed(session, asked[1])
        return
    found = [] if analysed is None else analysed.errors
    if found:
        st.info(f"Not yet: {found[0]}", icon=":material/rule:")
    if st.button(
        "Set up training",
        type="primary",
        icon=":material/model_training:",
        disabled=bool(found) or session.stale or not session.design.main.nodes,
        help="Proposes data that fit the inputs, a loss for each output, and the rest. You can "
        "change all of it, and Undo takes it back.",
    ):
        future = services.spare.submit(
            data_tasks.default_training,
            session.design,
            seconds=settings.IMPORT_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "default training"),
        )
        st.session_state[_KEY] = (session.draft, future)
        st.rerun()


def _proposed(session: Session, future: Future[Training]) -> None:
    if not future.done():
        until(future.done(), "Looking for data that fit …")
        return
    del st.session_state[_KEY]
    proposal = answered(future)
    if proposal is None:
        return
    training_edit.change(session, "Set up training", lambda _: proposal)
    st.rerun()
