"""A run's directory tells how it is, whoever writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.runs.directory_sink import EVENTS, DirectorySink, read_state


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], ("waiting", 0, "")),
        ([{"kind": "started"}], ("running", 0, "")),
        ([{"kind": "started"}, {"kind": "step", "step": 1}], ("running", 0, "")),
        ([{"kind": "started"}, {"kind": "epoch", "epoch": 2}], ("running", 3, "")),
        ([{"kind": "paused", "epoch": 2}], ("paused", 0, "")),
        ([{"kind": "epoch", "epoch": 5}, {"kind": "resumed", "epoch": 4}], ("running", 4, "")),
        ([{"kind": "failed", "sentence": "No."}], ("failed", 0, "No.")),
        ([{"kind": "epoch", "epoch": 0}, {"kind": "finished"}], ("finished", 1, "")),
    ],
)
def test_the_state_follows_what_is_told(
    tmp_path: Path, events: list[dict[str, object]], state: tuple[str, int, str]
) -> None:
    sink = DirectorySink(tmp_path)
    for event in events:
        sink.event(event)
    assert read_state(tmp_path) == state
    if events:
        lines = (tmp_path / EVENTS).read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == events


def test_what_json_has_no_word_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        DirectorySink(tmp_path).event({"kind": "step", "logs": {"loss": float("nan")}})
    assert not (tmp_path / EVENTS).exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux only")
def test_half_a_line_that_a_full_disk_leaves_is_taken_back(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writes are cut, then refused."""
    resource, signal = pytest.importorskip("resource"), pytest.importorskip("signal")
    sink = DirectorySink(tmp_path)
    sink.event({"kind": "step", "step": 1})
    before = (tmp_path / EVENTS).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 5, limits[1]))
    try:
        with pytest.raises(OSError, match=r"No space left|File too large"):
            sink.event({"kind": "step", "step": 2})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, told)
    assert (tmp_path / EVENTS).read_bytes() == before
