"""Worker processes of a server that was started here: which have Keras, their rest, their end."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

PROC = Path("/proc")

BUSY = 0.1
"""More processor time than this in a second, and a server is at work."""

REST_SECONDS = 3
PATIENCE = 90.0


def workers(server: int) -> list[int]:
    """Ids of a process' own children that have imported Keras, lowest first.

    Args:
        server: Process id of a web process that was started here.
    """
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdigit() and _parent(folder) == server and _has_keras(folder):
            found.append(int(folder.name))
    return sorted(found)


def kill_one(server: int, chance: random.Random) -> bool:
    """Kill one of a server's workers; returns whether there was one."""
    found = workers(server)
    if not found:
        return False
    chosen = chance.choice(found)
    # Its number may be somebody else's by now.
    if _parent(PROC / str(chosen)) != server:
        return False
    os.kill(chosen, signal.SIGKILL)
    return True


def wait_at_rest(server: int) -> None:
    """Wait until a server and its workers have nothing to do, so that it disturbs no measurement.

    A second worker imports Keras when a page is long there. A machine that is never at rest is not
    waited for longer than `PATIENCE` seconds.
    """
    end = time.monotonic() + PATIENCE
    idle = 0
    used = _seconds(server)
    while idle < REST_SECONDS and time.monotonic() < end:
        time.sleep(1)
        before, used = used, _seconds(server)
        idle = idle + 1 if used - before < BUSY else 0


def _seconds(server: int) -> float:
    """Processor time of a process and its children so far."""
    return sum(
        _ticks(folder)
        for folder in PROC.iterdir()
        if folder.name.isdigit() and (int(folder.name) == server or _parent(folder) == server)
    ) / os.sysconf("SC_CLK_TCK")


def _ticks(folder: Path) -> int:
    try:
        text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    user, system = text.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _parent(folder: Path) -> int | None:
    try:
        text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name of the command stands in brackets and may hold anything.
    return int(text.rpartition(")")[2].split()[1])


def _has_keras(folder: Path) -> bool:
    """Whether a process has TensorFlow's library in its memory."""
    try:
        return "tensorflow" in (folder / "maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
