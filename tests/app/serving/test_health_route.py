"""What a load balancer and Prometheus are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette

from app.core.session.sessions import Sessions
from app.core.store.errors import DraftError
from app.core.workers.worker_state import WorkerState
from app.core.workspace.workspaces import Workspaces
from app.serving.health_route import HealthRoute
from tests.app.idle_services import idle_services, worker_of
from tests.app.serving.asking import Got, ask


@pytest.fixture
def workspaces(tmp_path: Path) -> Workspaces:
    return Workspaces(idle_services(tmp_path))


def asked(workspaces: Workspaces, path: str, **headers: str) -> Got:
    sessions = Sessions()
    routes = HealthRoute(lambda: workspaces, lambda: sessions).routes("/board")
    return ask(Starlette(routes=routes), path, **headers)


@pytest.mark.parametrize("path", ["/healthz", "/board/healthz"])
def test_a_server_that_can_work_says_so(workspaces: Workspaces, path: str) -> None:
    answer = asked(workspaces, path)
    assert answer.status == 200
    assert json.loads(answer.body) == {
        "ok": True,
        "database": "ok",
        "workers": {"shapes": "ready", "pictures": "ready"},
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_process_that_cannot_be_started_is_no_health(workspaces: Workspaces) -> None:
    worker_of(workspaces.services).become(WorkerState("failed", "It does not start."))
    answer = asked(workspaces, "/healthz")
    assert answer.status == 503
    assert json.loads(answer.body)["workers"]["shapes"] == "failed"


def test_a_process_that_begins_again_is(workspaces: Workspaces) -> None:
    worker_of(workspaces.services).become(WorkerState("restarted", "", incidents=1))
    assert asked(workspaces, "/healthz").status == 200
    assert b'layerloom_worker_incidents_total{worker="shapes"} 1.0' in numbers(workspaces).body


def test_a_database_that_fails_is_no_health_and_nobody_is_told_why(
    workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> bool:
        raise DraftError("The draft could not be stored: password of postgres.")

    monkeypatch.setattr(workspaces.services.drafts, "exists", fail)
    answer = asked(workspaces, "/healthz")
    assert answer.status == 503
    assert json.loads(answer.body)["database"] == "failed"
    assert b"password" not in answer.body


def numbers(workspaces: Workspaces, **headers: str) -> Got:
    return asked(workspaces, "/board/metrics", **headers)


def test_the_numbers_are_for_everybody_unless_a_token_is_set(
    workspaces: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert numbers(workspaces).status == 200
    monkeypatch.setenv("LAYERLOOM_METRICS_TOKEN", "say this")
    assert numbers(workspaces).status == 401
    assert numbers(workspaces, authorization="Bearer say that").status == 401
    assert numbers(workspaces, authorization="Bearer say this").status == 200
