"""Only text and bytes travel, and what came is looked at before it is used."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.cluster import wire
from app.core.cluster.wire import Message, WireError


def test_a_message_comes_back() -> None:
    message = Message("news", "j", "a", {"number": 1, "events": [{"t": 0.5}]}, {"f": b"\0\xff"})
    assert wire.unpacked(wire.packed(message)) == message


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {},
        {"head": "[", "files": {}},
        {"head": "{}", "files": {}},
        {"head": '["a", "b"]', "files": {}},
        {"head": '["a", "b", 3, {}]', "files": {}},
        {"head": '["a", "b", "c", []]', "files": {}},
        {"head": '["a", "b", "c", {}]', "files": [b""]},
        {"head": '["a", "b", "c", {}]', "files": {"f": "text"}},
        {"head": '["a", "b", "c", {}]', "files": {}, "more": 1},
        {"head": 5, "files": {}},
    ],
)
def test_what_is_no_message_is_refused(found: Any) -> None:
    with pytest.raises(WireError):
        wire.unpacked(found)


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST", 3)
    with pytest.raises(WireError, match="4 bytes are more than 3"):
        wire.unpacked(wire.packed(Message("news", "j", "a", {}, {"f": b"ab", "g": b"cd"})))
