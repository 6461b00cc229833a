"""Events have the time that the run has run, and come not too often."""

from __future__ import annotations

import json

import numpy as np
import pytest

from model_codegen.training.teller import Teller, plain
from tests.training.keeping import Keeping


class Clock:
    """A time that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_pauses_do_not_count_and_what_was_before_does() -> None:
    clock, sink = Clock(), Keeping()
    teller = Teller(sink, clock)
    teller.add(5.0)
    clock.now += 3
    teller.paused(2)
    teller.tell("stopped", epoch=1)
    assert sink.events == [{"kind": "stopped", "t": 6.0, "epoch": 1}]


@pytest.mark.parametrize(("ran", "most"), [(10, 200), (100_000, 20_000 * 6 + 10)])
def test_a_long_run_is_told_of_more_rarely(ran: int, most: int) -> None:
    clock = Clock()
    teller = Teller(Keeping(), clock)
    step = 0.02 if ran < 1000 else 0.6
    told = 0
    for _ in range(int(ran / step)):
        clock.now += step
        told += teller.step_is_due()
    assert 0.7 * min(most, ran / step / 3) <= told <= most


def test_no_number_is_told_that_json_does_not_have() -> None:
    value = {"loss": float("nan"), "list": (np.float32(1.5), np.int64(2), float("-inf"))}
    assert plain(value) == {"loss": None, "list": [1.5, 2, None]}
    assert json.dumps(plain(value), allow_nan=False)
