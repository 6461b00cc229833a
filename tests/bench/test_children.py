"""Only workers of the server that was started here are ever ended."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench import children

pytestmark = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="Linux only")

PROGRAM = """
import mmap, sys
file = open(sys.argv[1], "rb")
held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def child(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has a file in its memory."""
    file.write_bytes(b"x")
    command = [sys.executable, "-c", PROGRAM, os.fspath(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def test_of_the_children_those_with_keras_are_workers(tmp_path: Path) -> None:
    with child(tmp_path / "libtensorflow.so") as worker, child(tmp_path / "numpy.so") as other:
        assert worker.pid in children.workers(os.getpid())
        assert other.pid not in children.workers(os.getpid())
        assert children.workers(worker.pid) == []
        assert not children.kill_one(other.pid, random.Random(0))
        assert other.poll() is None
