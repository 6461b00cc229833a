"""Sockets' threads write and read while a worker's thread answers: nobody waits for ever."""

from __future__ import annotations

import threading
from concurrent.futures import InvalidStateError
from contextlib import suppress
from typing import Any

from app.core.session import opening
from app.core.session.session import Session
from app.core.tasks import analysis_tasks, source_tasks
from app.core.workers.worker_state import WorkerState
from tests.app.core.live.line import Line, analysis, name, place
from tests.app.idle_services import IdleWorker, worker_of

PAGES = 4
EDITS = 25
SECONDS = 60.0


def answer(worker: IdleWorker, stop: threading.Event) -> None:
    """Do what is asked, as a worker's thread does."""
    number = 0
    while not stop.wait(0.001):
        for job in worker.waiting(analysis_tasks.analyse):
            with suppress(InvalidStateError):
                job.future.set_result(analysis(*job.arguments))
        for job in worker.waiting(source_tasks.emit):
            with suppress(InvalidStateError):
                code = {"text": job.arguments[0].name, "lines": {}, "block_lines": {}}
                job.future.set_result(code)
        number += 1
        worker.become(WorkerState("restarted", "It stopped.", number, "It stopped."))


def test_pages_and_workers_at_once_end_with_the_same_design(session: Session) -> None:
    worker = worker_of(session.services)
    worker.answers.clear()
    windows = [session] + [
        opening.open_session(session.workspaces, session.draft, session.owner)
        for _ in range(PAGES - 1)
    ]
    lines = [Line(one, client=f"{number}") for number, one in enumerate(windows)]
    failures: list[BaseException] = []

    def draw(line: Line) -> None:
        try:
            line.hear()
            line.say({"type": "look", "source": {"style": "functional", "fold": True}})
            for number in range(EDITS):
                line.edit(place(f"{line.page.client}-{number}"))
                line.edit(name(f"{line.page.client} {number}"))
                line.say({"type": "typed", "id": number, "text": f"{number}"})
                if number % 3 == 0:
                    line.hear()
                if number % 10 == 9:
                    line.peer.news()  # It never arrives.
                    line.peer.close()
                    again: Any = Line(line.peer.session, line.page)
                    line.peer = again.peer
        except BaseException as error:
            failures.append(error)

    stop = threading.Event()
    answering = threading.Thread(target=answer, args=(worker, stop), daemon=True)
    drawing = [threading.Thread(target=draw, args=(line,), daemon=True) for line in lines]
    for thread in (answering, *drawing):
        thread.start()
    for thread in drawing:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in drawing)
    stop.set()
    answering.join(SECONDS)
    assert not answering.is_alive()
    assert failures == []
    value = session.workspace.document.value
    for line in lines:
        line.hear()
        assert line.page.document == value
        assert line.page.acknowledged == 2 * EDITS
        line.peer.close()
    # No place of anybody is lost, and of names every one is either made or refused.
    assert len(value["positions"]) == PAGES * EDITS
    refused = sum(len(line.page.refused) for line in lines)
    assert session.workspace.document.rev == 1 + 2 * PAGES * EDITS - refused
