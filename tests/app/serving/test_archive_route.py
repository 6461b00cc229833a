"""Whoever has a ticket gets everything of its owner's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from starlette.applications import Starlette

from app.core.services import Services
from app.core.store.errors import DraftError
from app.serving import archive_route
from app.serving.archive_route import ArchiveRoute
from tests.app.idle_services import idle_services
from tests.app.serving.asking import Got, ask


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = idle_services(tmp_path)
    made.drafts.save("draft", "me", "w", "net", 1, "a design")
    yield made
    made.store.close()


@pytest.fixture
def app(services: Services) -> Starlette:
    return Starlette(routes=ArchiveRoute(lambda: services).routes("/base"))


def asked(app: Starlette, ticket: str) -> Got:
    return ask(app, f"/base/everything.zip?ticket={ticket}")


def test_it_is_sent_as_a_file_again_and_again(app: Starlette, services: Services) -> None:
    for _ in range(archive_route.AT_ONCE + 1):  # Its place is given back.
        answer = asked(app, services.tickets.give("me"))
        assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.body)) as file:
        assert file.read("designs/net.json") == b"a design"


def test_without_a_ticket_there_is_nothing(app: Starlette) -> None:
    assert asked(app, "").status == asked(app, "guess").status == 404


def test_a_store_that_fails_and_too_many_at_once_are_sentences(
    app: Starlette, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading() -> NoReturn:
        raise DraftError("The disk is away.")

    ticket = services.tickets.give("me")
    with monkeypatch.context() as patch:
        patch.setattr(services.store, "reading", reading)
        for _ in range(archive_route.AT_ONCE + 1):
            assert asked(app, ticket).body == b"The disk is away."
    monkeypatch.setattr(archive_route, "AT_ONCE", 1)
    route = ArchiveRoute(lambda: services)
    assert route._room.acquire()
    assert asked(Starlette(routes=route.routes("/base")), ticket).status == 503
