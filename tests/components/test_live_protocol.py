"""What a page may send: messages of the protocol, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from components.live_protocol import PAGE_MESSAGE, VERSION

HELLO = {
    "type": "hello",
    "version": VERSION,
    "session": "s",
    "client": "c",
    "epoch": None,
    "rev": 0,
    "seq": 0,
}


@pytest.mark.parametrize(
    "message",
    [
        HELLO,
        {"type": "edit", "epoch": "e", "seq": 1, "base": 1, "patch": []},
        {"type": "command", "command": "new"},
        {"type": "look", "source": {"style": "functional", "fold": True}},
        {"type": "typed", "id": 1, "text": None},
        {"type": "again", "what": "analysis"},
    ],
)
def test_messages_of_the_protocol_are_read_as_they_are(message: dict[str, Any]) -> None:
    assert PAGE_MESSAGE.validate_python(message) == message


@pytest.mark.parametrize(
    "message",
    [
        [],
        {"type": "greeting"},
        HELLO | {"session": 1},
        HELLO | {"client": "c" * 201},
        {"type": "edit", "epoch": "e", "seq": -1, "base": 1, "patch": []},
        {"type": "edit", "epoch": "e", "seq": 1, "base": 1, "patch": {}},
        {"type": "command", "command": "erase"},
    ],
)
def test_anything_else_is_refused(message: Any) -> None:
    with pytest.raises(ValidationError):
        PAGE_MESSAGE.validate_python(message)
