"""The numbers of a run that still count."""

from __future__ import annotations

from typing import Any

from app.core.runs.exports.series import Point, parsed, series


def step(number: int, t: float, epoch: int = 0) -> dict[str, Any]:
    return {"kind": "step", "step": number, "epoch": epoch, "t": t, "logs": {"loss": 1.0}}


def epoch(number: int, t: float) -> dict[str, Any]:
    logs = {"loss": 0.5, "val_loss": None, "words": "no number"}
    return {"kind": "epoch", "epoch": number, "step": 0, "t": t, "logs": logs}


def test_steps_and_epochs() -> None:
    found = series([{"kind": "started", "t": 0.0}, step(1, 0.1), epoch(0, 0.2)])
    assert found.steps == [Point(1, 0.1, {"loss": 1.0})]
    assert found.epochs == [Point(0, 0.2, {"loss": 0.5})]


def test_what_was_done_again_is_left_out() -> None:
    events: list[dict[str, Any]] = [
        {"kind": "started", "t": 0.0},
        *(step(1, 0.1), epoch(0, 0.2), step(2, 0.3, 1), step(3, 0.4, 1)),
        {"kind": "resumed", "t": 0.2, "epoch": 1, "step": 1},
        *(step(2, 0.35, 1), epoch(1, 0.4)),
    ]
    found = series(events)
    assert [point.number for point in found.steps] == [1, 2]
    assert [point.number for point in found.epochs] == [0, 1]
    times = [point.seconds for point in found.steps]
    assert times == sorted(times)


def test_lines() -> None:
    assert [*parsed([b'{"a":1}\n', b'{"b":2}\n', b'{"c"'])] == [{"a": 1}, {"b": 2}]
