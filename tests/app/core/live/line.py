"""A page and the server's side of it, joined without a socket; nothing is said until it is read."""

from __future__ import annotations

import json
from typing import Any

import pydantic_core

from app.core.live.peer import Peer
from app.core.session.session import Session
from components.live_protocol import PAGE_MESSAGE
from model_codegen.design.graph import Design
from tests.app.live_page import LivePage


class Line:
    """One channel.

    Args:
        session: Whose page it is.
        page: It; a new one by default.
        client: The page's own id where it is a new one.
        **hello: What its first message has in the place of what is right.
    """

    def __init__(
        self, session: Session, page: LivePage | None = None, client: str = "a", **hello: Any
    ) -> None:
        self.page = page or LivePage(session.id, client)
        self.woken = 0
        self.peer = Peer(session, _sent(self.page.hello(**hello)), self._wake)

    def say(self, message: dict[str, Any]) -> None:
        """Have a message arrive."""
        self.peer.receive(_sent(message))

    def edit(self, *patch: dict[str, Any], **changes: Any) -> int:
        """Have the page's next edit arrive; returns its number."""
        self.say(self.page.edited(*patch, **changes))
        return self.page.seq

    def command(self, command: str, **arguments: str) -> None:
        """Have a command arrive."""
        self.say({"type": "command", "command": command, **arguments})

    def hear(self) -> list[dict[str, Any]]:
        """Take in what is new until there is nothing more; returns the messages."""
        heard = []
        while (news := self.peer.news()) is not None:
            message = json.loads(pydantic_core.to_json(news))
            self.page.take(message)
            heard.append(message)
        return heard

    def _wake(self) -> None:
        self.woken += 1


def _sent(message: dict[str, Any]) -> Any:
    return PAGE_MESSAGE.validate_json(json.dumps(message))


def name(text: str) -> dict[str, Any]:
    """Gives the design a name."""
    return {"op": "replace", "path": "/name", "value": text}


def place(graph: str, x: int = 0) -> dict[str, Any]:
    """Puts a node of a graph somewhere."""
    return {"op": "add", "path": f"/positions/{graph}", "value": {"n": [x, 0]}}


def analysis(design: Design, *_: object) -> dict[str, Any]:
    """What stands for an analysis."""
    nodes: dict[str, Any] = {node: {"outputs": None} for node in design.main.nodes}
    graph = {"nodes": nodes, "operations": {}, "total_params": len(design.name)}
    return {"graphs": {"main": graph}, "diagnostics": []}
