"""The process on a worker: it does a job, tells of it, and ends with whoever has started it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster import child
from app.core.cluster.child_process import ChildProcess
from tests.app.core.cluster.clusters import is_running, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChildProcess]:
    path = os.pathsep.join([*sys.path, str(Path(__file__).parent)])
    monkeypatch.setenv("PYTHONPATH", path)
    made = ChildProcess(child.COLD)
    yield made
    made.close()


def job(folder: Path, function: str = "fake_program:train", **plan: Any) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "function": function,
        "arguments": {"source": json.dumps(plan)},
        "wanted": "run",
    }


def test_it_tells_and_ends(process: ChildProcess, tmp_path: Path) -> None:
    process.give(job(tmp_path, epochs=1, seconds=0), {"data/a.csv": b"1,2"})
    told = [process.pipe.receive() for _ in range(6)]
    assert [kind for kind, _, _ in told] == [
        *("event", "checkpoint", "event", "finished", "event", "end")
    ]
    assert told[0][1]["data"] == {"a.csv": 3}
    assert told[1][2] == {"checkpoint.npz": b"1"}
    assert told[5][1] == {"value": None, "failure": "", "details": ""}
    assert process.how_ended() == ""


def test_what_cannot_be_done_is_a_sentence(process: ChildProcess, tmp_path: Path) -> None:
    process.give(job(tmp_path, "fake_program:nothing"), {})
    kind, content, _ = process.pipe.receive()
    assert kind == "end"
    assert content["failure"].startswith("This did not work: AttributeError")


def test_it_ends_with_its_pipe(process: ChildProcess, tmp_path: Path) -> None:
    process.give(job(tmp_path, epochs=1, seconds=60, deaf=60), {})
    pid = process.pipe.receive()[1]["pid"]
    process.pipe.close()
    until(lambda: not is_running(pid))


def test_how_it_was_ended(process: ChildProcess) -> None:
    process.kill()
    with pytest.raises((EOFError, OSError)):
        process.pipe.receive()
    assert process.how_ended() == " (ended by SIGKILL)"


def test_files_travel_with_their_heads() -> None:
    near, far = os.pipe()
    pipe = child.Pipe(Connection(far, readable=False))
    child.PipeSink(pipe).checkpoint(3, {"a": b"1", "b": b""})
    pipe.close()
    read = child.Pipe(Connection(near, writable=False))
    assert read.receive() == ("checkpoint", 3, {"a": b"1", "b": b""})
    read.close()
