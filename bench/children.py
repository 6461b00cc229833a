"""Worker processes of a server that was started here: which have imported Keras, and their end."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

PROC = Path("/proc")


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
