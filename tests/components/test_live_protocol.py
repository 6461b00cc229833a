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


DRAWN = {"kind": "drawn", "value": 0.0, "seed": 0, "values": [1.0, None], "width": 2}
PASS = {
    "inputs": {"x": DRAWN},
    "batch": 1,
    "training": False,
    "seed": 0,
    "draw": 0,
    "sample": 0,
    "rate": None,
    "trained": False,
}


def flow(**changes: Any) -> dict[str, Any]:
    return {"type": "flow", "settings": {**PASS, **changes}, "call": None}


@pytest.mark.parametrize(
    "message",
    [
        HELLO,
        {"type": "edit", "epoch": "e", "seq": 1, "base": 1, "patch": []},
        {"type": "command", "command": "new"},
        {"type": "look", "source": {"style": "functional", "fold": True}},
        {"type": "typed", "id": 1, "text": None},
        {"type": "again", "what": "analysis"},
        {"type": "flow", "settings": None, "call": None},
        flow(),
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
        flow(batch=9),
        flow(seed=-1),
        flow(rate=float("nan")),
        flow(inputs={"x": DRAWN | {"kind": "file"}}),
        flow(inputs={"x": DRAWN | {"values": [1.0] * 1025}}),
        flow(inputs={"x": DRAWN | {"values": [float("inf")]}}),
        flow(inputs={"x": DRAWN | {"value": 1e300}}),
        flow(inputs={f"x{n}": DRAWN for n in range(33)}),
        flow() | {"call": {"graph": "main", "node": "x", "number": 10**9}},
    ],
)
def test_anything_else_is_refused(message: Any) -> None:
    with pytest.raises(ValidationError):
        PAGE_MESSAGE.validate_python(message)
