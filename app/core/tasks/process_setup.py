"""Setting up a process before Keras is imported: threads, memory, where it reports to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def prepare_process() -> None:
    """Set up a new process before TensorFlow is imported: no more threads than cores."""
    threads = str(os.cpu_count() or 1)
    for name in ("TF_NUM_INTRAOP_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, threads)
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")


def prepare_plainly() -> None:
    """Set up nothing: threads and all else are what they are in anybody's interpreter."""


def give_memory(memory: int) -> None:
    """Say how many bytes of memory this process may use, see `limit_memory`."""
    _alone["memory"] = memory


def prepare_alone(memory: int) -> None:
    """Set up a process that runs generated source: how many bytes of memory it may use."""
    prepare_process()
    give_memory(memory)


def report_to(tell: Callable[[str], None]) -> None:
    """Say who is told what is being done in this process."""
    _alone["tell"] = tell


def report(stage: str) -> None:
    """Tell the page what is being done; silent in a process that nobody watches."""
    tell = _alone.get("tell")
    if tell is not None:
        tell(stage)


def limit_memory() -> None:
    """Forbid this process more memory than it was given, counted from now on.

    TensorFlow reserves gigabytes of address space when it is imported, so that an absolute limit
    would mean little; on top of what is reserved then, address space is a good measure. Systems
    that don't enforce it (macOS) are left to the estimate made before every build.
    """
    import resource

    memory = _alone.get("memory")
    if memory is None or not Path("/proc/self/statm").exists():
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    ceiling = pages * resource.getpagesize() + memory + _ADDRESS_SLACK
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def memory_ceiling() -> int:
    """Bytes that this process was given; it must have been prepared by `prepare_alone`."""
    ceiling: int = _alone["memory"]
    return ceiling


_ADDRESS_SLACK = 1024**3
"""Address space of threads and allocator arenas that is reserved and never used."""

_alone: dict[str, Any] = {}
