"""What comes back from workers, or does not."""

from __future__ import annotations

import os
import signal

from app.core.services import Services
from app.core.session import editing, worker_answers
from app.core.session.session import Session
from tests.app.canvas_messages import SECONDS, edit, params


def test_an_analysis_that_was_overtaken_is_not_taken_for_the_newest(
    session: Session, services: Services
) -> None:
    for name in ("digit_cnn", "sentiment_bilstm", "cifar_cnn", "mlp"):
        editing.take_edit(session, services, edit(session, name))
    worker_answers.collect(session, services, SECONDS)
    assert session.analysed is not None
    assert session.analysed.seq == 4
    assert params(session) == 218_058


def test_a_worker_killed_under_an_edit_loses_nothing_and_the_canvas_says_so(
    session: Session, services: Services
) -> None:
    worker_answers.collect(session, services, SECONDS)
    pid = services.shapes.submit(os.getpid, seconds=60).result(60)
    os.kill(pid, signal.SIGKILL)
    editing.take_edit(session, services, edit(session))
    assert services.drafts.load(session.draft) == session.text
    worker_answers.collect(session, services, SECONDS)
    assert params(session) == 218_058
    worker_answers.tell_incidents(session, services)
    assert session.notice is not None
    assert "A new one takes its place; your drawing is safe" in session.notice.text
