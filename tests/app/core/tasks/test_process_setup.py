"""The memory that a process may use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_memory_beyond_the_limit_is_an_error_and_not_the_end_of_the_machine() -> None:
    program = (
        "from app.core.tasks import process_setup\n"
        "process_setup.prepare_alone(64 * 1024**2); process_setup.limit_memory()\n"
        "try: bytearray(4 * 1024**3)\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "refused\n", done.stderr


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux enforces the limit")
def test_the_limit_is_over_what_is_held_already() -> None:
    program = (
        "from app.core.tasks import process_setup; held = bytearray(1024**3)\n"
        "process_setup.prepare_alone(64 * 1024**2); process_setup.limit_memory()\n"
        "bytearray(32 * 1024**2)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
