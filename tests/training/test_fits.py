"""The calls of `fit` of a run that goes on: those before are passed over, and all is told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from model_codegen.training.fits import Fits
from model_codegen.training.progress import Fit, Progress

pytestmark = pytest.mark.keras


def fitted(progress: Progress, epochs: list[tuple[int, int]]) -> tuple[list[Any], list[Any]]:
    """What `fit` was called with, and the histories that came back."""
    calls: list[Any] = []

    def fit(x: Any, **named: Any) -> Any:
        calls.append((x, named))
        told = [float(n) for n in range(named["initial_epoch"], named["epochs"])]
        return SimpleNamespace(history={"loss": told} if told else {})

    model = SimpleNamespace(fit=fit)
    model.fit = Fits(model.fit, progress, lambda: None)
    told = [model.fit("x", initial_epoch=a, epochs=b).history for a, b in epochs]
    return calls, told


def test_a_run_from_the_start_is_quiet_and_noted() -> None:
    progress = Progress()
    calls, told = fitted(progress, [(0, 2), (2, 3)])
    assert calls[0] == ("x", {"initial_epoch": 0, "epochs": 2, "verbose": 0})
    assert told == [{"loss": [0.0, 1.0]}, {"loss": [2.0]}]
    assert [fit.initial for fit in progress.fits] == [0, 2]


def test_what_was_trained_is_passed_over_and_told() -> None:
    fits = [Fit(0, {"loss": [0.0, 1.0]}, ended=True), Fit(2, {"loss": [2.0]})]
    calls, told = fitted(Progress(epoch=3, fits=fits), [(0, 2), (2, 5), (5, 6)])
    assert [named["initial_epoch"] for _, named in calls] == [3, 5]
    assert told == [{"loss": [0.0, 1.0]}, {"loss": [2.0, 3.0, 4.0]}, {"loss": [5.0]}]


def test_one_that_was_stopped_early_trains_no_more() -> None:
    progress = Progress(epoch=1, fits=[Fit(0, {"loss": [0.0]}, ended=True)])
    calls, told = fitted(progress, [(0, 5), (1, 3)])
    assert [(named["initial_epoch"], named["epochs"]) for _, named in calls] == [(1, 1), (1, 3)]
    assert told == [{"loss": [0.0]}, {"loss": [1.0, 2.0]}]
