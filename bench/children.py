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
    """Ids of the processes that compute for a web process, lowest first.

    They have imported Keras, and are its children, or were forked by one that does nothing else.

    Args:
        server: Process id of a web process that was started here.
    """
    family = _family(server)
    parents = set(family.values())
    return sorted(pid for pid in family if pid not in parents and _has_keras(PROC / str(pid)))


def kill_one(server: int, chance: random.Random) -> bool:
    """Kill one of a server's workers; returns whether there was one."""
    found = workers(server)
    if not found:
        return False
    chosen = chance.choice(found)
    # Its number may be somebody else's by now.
    if chosen not in _family(server):
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


def _family(server: int) -> dict[int, int]:
    """A process' children and theirs, each with its parent."""
    parents = {
        int(folder.name): _parent(folder) or 0 for folder in PROC.iterdir() if folder.name.isdigit()
    }
    found: dict[int, int] = {}
    generation = {server}
    while generation:
        generation = {pid for pid, parent in parents.items() if parent in generation} - set(found)
        found |= {pid: parents[pid] for pid in generation}
    return found


def _seconds(server: int) -> float:
    """Processor time of a process and all that it has started, so far."""
    family = [server, *_family(server)]
    return sum(_ticks(PROC / str(pid)) for pid in family) / os.sysconf("SC_CLK_TCK")


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
