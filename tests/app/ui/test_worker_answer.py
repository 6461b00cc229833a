"""What a worker has answered, or a sentence."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from streamlit.testing.v1 import AppTest

from app.core.tasks.task_outcome import TaskError


def shown(future: Future[Any]) -> AppTest:
    def page() -> None:
        import streamlit as st

        from app.ui.worker_answer import answered

        st.session_state["found"] = answered(st.session_state["future"], "Not drawn.", "As it was.")

    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["future"] = future
    test.run()
    assert not test.exception
    return test


def test_an_answer_is_handed_on() -> None:
    future: Future[int] = Future()
    future.set_result(3)
    test = shown(future)
    assert test.session_state["found"] == 3
    assert not test.error


def test_a_failure_is_a_sentence() -> None:
    future: Future[int] = Future()
    future.set_exception(TaskError("No such layer."))
    test = shown(future)
    assert test.session_state["found"] is None
    assert test.error[0].value == "Not drawn. No such layer. As it was."


def test_what_was_superseded_is_nothing() -> None:
    future: Future[int] = Future()
    future.cancel()
    test = shown(future)
    assert test.session_state["found"] is None
    assert not test.error
