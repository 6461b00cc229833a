"""The channel over real sockets: who is let in, who is sent away, and nobody waits for another."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.channel import socket
from app.core.live.peer import Peer
from app.core.session import opening
from app.core.session.session import Session
from app.core.session.sessions import Sessions
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json
from tests.app.canvas_messages import draw
from tests.app.core.live.line import name, place
from tests.app.live_client import LiveClient

SECONDS = 30.0


def until(done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def closed(client: LiveClient) -> None:
    """Check that nothing more comes."""
    with pytest.raises(ConnectionClosed):
        client.hear(SECONDS)


def test_a_page_draws(url: str, session: Session) -> None:
    draw(session)
    with LiveClient(url, session.id) as client:
        client.settle()
        assert client.document == to_json(gallery.load("mlp"))
        for text in "abc":
            client.edit(name(text))
        client.settle()
        assert session.design.name == client.document["name"] == "c"
    until(lambda: session.pages == 0)


def test_two_windows_draw_together(url: str, session: Session, sessions: Sessions) -> None:
    other = opening.open_session(session.workspaces, session.draft, session.owner)
    sessions.add(other)
    with LiveClient(url, session.id, "a") as one, LiveClient(url, other.id, "b") as two:
        for client in (one, two):
            client.settle()
        for number in range(20):
            one.edit(place(f"a{number}"))
            two.edit(place(f"b{number}"))
        for client in (one, two):
            client.hear_until(lambda client=client: client.rev == 41 and client.acknowledged == 20)
        assert one.document == two.document == session.workspace.document.value
        assert len(one.document["positions"]) == 40


def test_a_session_that_is_not_known_is_told_so(url: str, session: Session) -> None:
    for nobody in ("", "nobody's", session.draft):
        with LiveClient(url, nobody) as client:
            assert client.hear(SECONDS) == {"type": "goodbye", "reason": "session"}
            closed(client)


def test_a_page_of_another_build_is_told_so(url: str, session: Session) -> None:
    client = LiveClient(url, session.id)
    client.connect(version=99)
    assert client.hear(SECONDS) == {"type": "goodbye", "reason": "version"}
    closed(client)
    assert session.pages == 0


NONSENSE: dict[str, Any] = {
    "no JSON": "{",
    "empty": "",
    "another value": "3",
    "no type": "{}",
    "an unknown type": '{"type": "shutdown"}',
    "a member is missing": '{"type": "edit", "seq": 1}',
    "a wrong type": '{"type": "look", "source": 3}',
    "negative": {"type": "typed", "id": -1, "text": ""},
    "deep": "[" * 100_000,
    "long": {"type": "typed", "id": 1, "text": "x" * (16 * 1024 * 1024 + 1)},
    "binary": b"\x00\x01",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_what_makes_no_sense_ends_the_channel(url: str, session: Session, name: str) -> None:
    message = NONSENSE[name]
    text = json.dumps(message) if isinstance(message, dict) else message
    client = LiveClient(url, session.id)
    client.open()
    client.send(text)  # In the place of the first word ...
    assert client.hear(SECONDS) == {"type": "goodbye", "reason": "message"}
    closed(client)
    with client:  # ... and later.
        client.settle()
        client.send(text)
        client.hear_until(lambda: client.heard[-1]["type"] == "goodbye", SECONDS)
        assert client.heard[-1]["reason"] == "message"
        closed(client)
    until(lambda: session.pages == 0)
    assert session.workspace.document.rev == 1


def test_an_edit_before_hello_is_nonsense(url: str, session: Session) -> None:
    client = LiveClient(url, session.id)
    client.open()
    client.say(client.edited(name("x"), epoch=session.workspace.epoch))
    assert client.hear(SECONDS)["reason"] == "message"
    assert session.design.name == "model"


def test_who_says_nothing_is_not_waited_for(
    url: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "HELLO_SECONDS", 0.1)
    client = LiveClient(url, session.id)
    client.open()
    closed(client)


def test_pages_of_other_servers_are_not_let_in(url: str, session: Session) -> None:
    client = LiveClient(url, session.id)
    with pytest.raises(InvalidStatus):
        client.open(origin="https://evil.example")
    client.open(origin=url)
    client.say(client.hello())
    client.settle()
    client.disconnect()


def test_a_session_has_only_so_many_channels(
    url: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "MAX_PAGES", 2)
    clients = [LiveClient(url, session.id, f"{number}") for number in range(3)]
    for client in clients[:2]:
        client.connect()
        client.settle()
    clients[2].connect()
    assert clients[2].hear(SECONDS)["reason"] == "session"
    for client in clients:
        client.disconnect()
    until(lambda: session.pages == 0)


def test_who_sends_too_much_is_read_more_slowly(
    url: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep, slept = asyncio.sleep, []

    async def note(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    class Slow:
        def wait(self) -> float:
            return 123.0

    monkeypatch.setattr(socket, "TokenBucket", lambda *_: Slow())
    with LiveClient(url, session.id) as client:
        client.settle()
        monkeypatch.setattr(asyncio, "sleep", note)
        for number in range(5):
            client.edit(place("x", number))
        client.settle()
    assert slept.count(123.0) == 5


def test_a_page_that_does_not_read_holds_up_nobody(
    url: str, session: Session, sessions: Sessions
) -> None:
    other = opening.open_session(session.workspaces, session.draft, session.owner)
    sessions.add(other)
    deaf = LiveClient(url, other.id, "deaf")
    deaf.open(max_queue=1)  # It takes no more from the network than it reads.
    deaf.say(deaf.hello())
    with LiveClient(url, session.id, "a") as client:
        client.settle()
        big = "x" * 4_000_000
        for number in range(6):  # More than any socket holds.
            client.edit({"op": "add", "path": "/code", "value": f"# {number} {big}"})
            client.settle()
        assert client.document == session.workspace.document.value
    assert deaf.heard == []
    deaf.hear_until(lambda: deaf.rev == session.workspace.document.rev)
    # What came to be while nothing could be sent came at once.
    assert max(len(one.get("document", {}).get("changes", ())) for one in deaf.heard) > 1
    assert deaf.document == session.workspace.document.value
    deaf.disconnect()


def test_a_connection_that_breaks_ends_its_channel(url: str, session: Session) -> None:
    client = LiveClient(url, session.id)
    client.connect()
    client.settle()
    client.cut()
    until(lambda: session.pages == 0)
    with client:
        client.settle()
        assert client.epoch == session.workspace.epoch


def test_a_bug_ends_one_channel_and_is_logged_without_what_is_secret(
    url: str, session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    receive = Peer.receive

    def fail(peer: Peer, message: Any) -> None:
        if message["type"] == "look":
            raise ZeroDivisionError("a bug")
        receive(peer, message)

    monkeypatch.setattr(Peer, "receive", fail)
    with caplog.at_level(logging.DEBUG), LiveClient(url, session.id) as client:
        client.settle()
        client.edit(name("fine"))
        client.settle()
        client.say({"type": "look", "source": None})
        closed(client)
        until(lambda: session.pages == 0)
        until(lambda: "A live channel failed" in caplog.text)
    assert session.design.name == "fine"
    # Whoever may read the log may not draw.
    ours = [one for one in caplog.records if not one.name.startswith("websockets.client")]
    text = "\n".join(logging.Formatter().format(one) for one in ours)
    assert "ZeroDivisionError" in text
    assert session.draft not in text
    assert session.id not in text


def test_who_has_signed_out_in_another_window_is_told(url: str, session: Session) -> None:
    with LiveClient(url, session.id) as client:
        client.settle()
        session.ended = True
        session.changed()
        client.hear_until(lambda: client.heard[-1]["type"] == "goodbye", SECONDS)
        closed(client)
    with LiveClient(url, session.id) as client:
        assert client.hear(SECONDS) == {"type": "goodbye", "reason": "session"}
