"""`Series`: the numbers of a run over its steps and epochs, as far as they still count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from model_codegen.training.sink import Event


@dataclass(frozen=True)
class Point:
    """What was told at once.

    Attributes:
        number: The step, or the epoch from 0.
        seconds: Since the start of the run.
        logs: Numbers by Keras' names.
    """

    number: int
    seconds: float
    logs: Mapping[str, float]


@dataclass(frozen=True)
class Series:
    """All that was told of one run.

    Attributes:
        steps: Within epochs; means over the epoch so far.
        epochs: At the end of each.
    """

    steps: list[Point] = field(default_factory=list)
    epochs: list[Point] = field(default_factory=list)


def series(events: Iterable[Event]) -> Series:
    """The series that events tell.

    What was told of later steps before a `resumed` was done again, and is left out.
    """
    found = Series()
    for event in events:
        kind = event["kind"]
        if kind == "resumed":
            _cut(found.steps, event["step"] + 1)
            _cut(found.epochs, event["epoch"])
        elif kind == "step":
            found.steps.append(Point(event["step"], event["t"], _numbers(event["logs"])))
        elif kind == "epoch":
            found.epochs.append(Point(event["epoch"], event["t"], _numbers(event["logs"])))
    return found


def parsed(lines: Iterable[bytes]) -> Iterator[Event]:
    """Events out of the lines of their file, which somebody may be writing: without half a line."""
    for line in lines:
        if line.endswith(b"\n"):
            yield json.loads(line)


def _cut(points: list[Point], number: int) -> None:
    """Take away the points from a number on."""
    while points and points[-1].number >= number:
        points.pop()


def _numbers(logs: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(one) for name, one in logs.items() if isinstance(one, int | float)}
