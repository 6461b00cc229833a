"""The process that computes is killed in mid-work: the user goes on drawing."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import WARM_MS, Canvas
from tests.e2e.server import AppServer

pytestmark = pytest.mark.e2e


def children(pid: int) -> list[int]:
    """The processes that run Keras for a web process, parents first: all below it that hold it."""
    direct = [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*")
        for child in _read(task / "children").split()
    ]
    found = [child for child in direct if "tensorflow" in _read(Path(f"/proc/{child}/maps"))]
    return [*found, *(below for child in direct for below in children(child))]


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc to find the workers")
def test_a_killed_worker_is_replaced_and_nothing_is_lost(
    canvas: Canvas, tab: Page, server: AppServer
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    workers = children(server.pid)
    assert workers
    canvas.select("dense_2")
    canvas.write("units", "7")
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    canvas.write("units", "9")
    said = tab.locator(".app").get_by_text(re.compile("restarted|stopped|replaced|new process"))
    expect(said.first).to_be_visible(timeout=WARM_MS)
    canvas.settle(WARM_MS)
    expect(canvas.node("dense_2")).to_contain_text("(None, 9)")
    canvas.expect_parameters(200_960 + 16_448 + 64 * 9 + 9)
    assert not set(children(server.pid)) & set(workers)
