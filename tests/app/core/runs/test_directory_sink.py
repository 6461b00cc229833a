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
