"""Small documents, as JSON values, for tests of what is wrong with them."""

from __future__ import annotations

from typing import Any


def minimal(**main: Any) -> dict[str, Any]:
    return {"schema_version": 2, "name": "m", "main": {"name": "m", **main}}


def call(*args: Any) -> dict[str, Any]:
    return minimal(nodes={"merge": {"operation": "merge", "args": list(args)}})
