"""What the server counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import metrics
from app.core.session import editing, opening
from app.core.session.sessions import Sessions
from app.core.workspace.workspaces import Workspaces
from tests.app.canvas_messages import draw
from tests.app.idle_services import idle_services


@pytest.fixture
def workspaces(tmp_path: Path) -> Iterator[Workspaces]:
    found = Workspaces(idle_services(tmp_path))
    yield found
    found.saver.close()


def counted(workspaces: Workspaces, sessions: Sessions) -> dict[str, float]:
    services = workspaces.services
    text = metrics.text(len(sessions), len(workspaces), {"shapes": services.shapes.state})
    lines = [line for line in text.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_edits_saves_pages_and_drafts_are_counted(workspaces: Workspaces) -> None:
    sessions = Sessions()
    before = counted(workspaces, sessions)
    session = opening.open_session(workspaces, None, None)
    sessions.add(session)
    workspace = session.workspace
    assert not editing.edit(session, workspace, [], workspace.document.rev, "page", 1)
    nonsense = [{"op": "remove", "path": "/nothing"}]
    assert editing.edit(session, workspace, nonsense, workspace.document.rev, "page", 2)
    workspaces.saver.now(workspace)
    after = counted(workspaces, sessions)
    grown = {name: value - before.get(name, 0) for name, value in after.items()}
    assert grown['layerloom_edits_total{outcome="done"}'] == 1
    assert grown['layerloom_edits_total{outcome="refused"}'] == 1
    assert grown["layerloom_save_seconds_count"] == 1
    assert after["layerloom_sessions"] == after["layerloom_drafts_open"] == 1


def test_nothing_of_what_is_drawn_is_among_the_numbers(workspaces: Workspaces) -> None:
    session = opening.open_session(workspaces, None, None)
    draw(session)
    labels = {
        value
        for name in counted(workspaces, Sessions())
        for value in re.findall(r'="([^"]*)"', name)
        if not re.fullmatch(r"[0-9.]+|\+Inf", value)
    }
    assert labels <= {"done", "refused", "failed", "shapes", "sign-in", "sign-out", "imports",
                      "builds", "runs", "drafts", "bytes", "files"}  # fmt: skip
