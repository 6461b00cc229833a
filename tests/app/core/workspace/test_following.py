"""Who looks for what another server has saved, and when."""

from __future__ import annotations

import threading

import pytest

from app.core.drafts.draft import Stamp
from app.core.workspace import following
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.idle_services import idle_services


def test_a_file_has_one_server_and_is_not_looked_at(idle: Workspaces) -> None:
    idle._follower.start()
    assert idle._follower._thread is None


def test_a_server_of_several_looks_again_and_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SECONDS", 0.01)
    server, looked = Workspaces(idle_services(postgres_url)), threading.Semaphore(0)
    workspace = server.begin("me", gallery.load("mlp"))
    server.saver.now(workspace)
    page = Windows()  # Workspaces forget a page that nobody holds.
    workspace.look(page)

    def stamps(drafts: list[str]) -> dict[str, Stamp]:
        assert drafts == [workspace.draft]
        looked.release()
        return {}

    monkeypatch.setattr(server.services.drafts, "stamps", stamps)
    assert server.open(workspace.draft, "me") is workspace
    server._follower.start()
    assert all(looked.acquire(timeout=60) for _ in range(3))
    server._follower.close()
    server.saver.close()
    server.services.store.close()


class Windows:
    pages = 1

    def changed(self) -> None: ...

    def notify(self, severity: str, text: str) -> None: ...
