from __future__ import annotations

import logging

import pytest

from app.core.workers.worker_state import Listeners, WorkerState

READY, GONE = WorkerState("ready", ""), WorkerState("restarted", "It is gone.")


def test_who_listens_is_told_of_each_new_state_once_and_until_it_has_enough() -> None:
    listeners, heard = Listeners(READY), list[WorkerState]()
    stop = listeners.add(heard.append)
    for state in (READY, GONE, GONE, READY):
        listeners.tell(lambda state=state: state)
    assert heard == [GONE, READY]
    stop()
    stop()
    listeners.tell(lambda: GONE)
    assert heard == [GONE, READY]


def test_one_who_fails_keeps_nothing_from_the_others(caplog: pytest.LogCaptureFixture) -> None:
    listeners, heard = Listeners(READY), list[WorkerState]()
    listeners.add(lambda _: heard[99])  # type: ignore[arg-type,return-value]
    listeners.add(heard.append)
    with caplog.at_level(logging.ERROR):
        listeners.tell(lambda: GONE)
    assert heard == [GONE]
    assert "IndexError" in caplog.text
