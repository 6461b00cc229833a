"""What a step of training takes of the memory, and the largest batch that fits."""

from __future__ import annotations

import streamlit as st

from app.core import settings
from app.core.number_text import count, memory
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks.task_outcome import TaskError
from app.core.training import memory_estimate
from app.core.workers.job import WorkerLostError
from app.ui.polling import until


def show(session: Session, services: Services) -> None:
    """Draw one line, once it is known."""
    analysed, training = session.analysed, session.design.training
    if analysed is None or training is None or analysed.errors:
        return
    batch = training.batch_size
    dims = memory_estimate.dims(session)
    asked = [
        panel_requests.cost(
            session,
            services,
            analysed,
            {
                "batch": size,
                "dims": dims,
                "training": True,
                "policy": None,
            },
        )
        for size in (batch, 2 * batch)
    ]
    if not all(future.done() for future in asked):
        for future in asked:
            if not future.done():
                until(future.done())
        return
    if any(future.cancelled() for future in asked):
        return
    try:
        some, more = (future.result()["training"] for future in asked)
    except (TaskError, WorkerLostError):
        return
    ceiling = settings.proof_memory()
    most = memory_estimate.largest_batch(batch, some, more, ceiling)
    fits = some <= ceiling
    words = f"about {memory(some)} of memory for a step of {count(batch)}"
    if most is not None and (not fits or most < 10 * batch):
        words += f"; the largest batch that fits is {count(most)}"
    st.caption(words if fits else f":red[{words}]")
