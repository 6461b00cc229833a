"""What a worker has answered, or why it has not, in front of the user."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TypeVar

import streamlit as st

from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError

T = TypeVar("T")


def answered(future: Future[T], before: str = "", after: str = "") -> T | None:
    """The answer of a worker; None where it was cancelled, or failed, which the page then says.

    Args:
        future: The question, which is done.
        before: Stands before the sentence of a failure.
        after: Stands behind it.
    """
    if future.cancelled():
        return None
    try:
        return future.result()
    except (TaskError, WorkerLostError) as error:
        sentence = " ".join(part for part in (before, str(error), after) if part)
        st.error(sentence, icon=":material/error:")
        return None
