"""A bridge whose connection breaks just when it tells a worker what to do."""

from __future__ import annotations

import sys

from app.core.cluster import bridge_main
from app.core.cluster.assignment import Assignment
from app.core.cluster.bridge import Bridge
from app.core.cluster.wire import Message

_tell = Bridge._tell


def _break_before_the_first(self: Bridge, job: Assignment, message: Message) -> None:
    Bridge._tell = _tell  # type: ignore[method-assign]
    self._disconnect()


if __name__ == "__main__":
    Bridge._tell = _break_before_the_first  # type: ignore[method-assign]
    bridge_main.main(*sys.argv[1:])
