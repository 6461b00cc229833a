"""Norms take a small part of the time, and never end a run."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.training import norms
from model_codegen.training.batches import Batch
from model_codegen.training.norm_words import LayerNorm
from model_codegen.training.norms import Norms
from model_codegen.training.teller import Teller
from tests.training.keeping import Keeping


class Probe:
    """A probe that finds so many layers, or fails."""

    layers = 2

    def __init__(self, model: Any, batch: Batch) -> None:
        pass

    def fits(self, model: Any) -> bool:
        return True

    def measure(self) -> list[LayerNorm]:
        if self.layers < 0:
            raise ValueError("no gradient")
        return [LayerNorm(f"dense_{n}", 1.0, 0.5) for n in range(self.layers)]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Keeping:
    monkeypatch.setattr(norms, "GradientProbe", Probe)
    return Keeping()


def test_they_are_told_after_an_epoch(kept: Keeping) -> None:
    measure = Norms(Batch(0, 0), Teller(kept, lambda: 100.0))
    measure(None, 0)
    (told,) = kept.of("norms")
    assert told["layers"][1] == {"name": "dense_1", "weight": 1.0, "gradient": 0.5}
    assert (told["epoch"], told["words"]) == (0, "")


def test_where_they_would_take_too_long_epochs_are_left_out(kept: Keeping) -> None:
    measure = Norms(Batch(0, 0), Teller(kept, lambda: 100.0))
    measure._spent = 3.0
    measure(None, 1)
    assert kept.events == []


def test_a_failure_is_the_last_of_it(kept: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Probe, "layers", -1)
    measure = Norms(Batch(0, 0), Teller(kept, lambda: 100.0))
    measure(None, 0)
    monkeypatch.setattr(Probe, "layers", 2)
    measure(None, 1)
    assert kept.events == []


def test_of_very_many_layers_some_are_told(kept: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Probe, "layers", 1000)
    Norms(Batch(0, 0), Teller(kept, lambda: 100.0))(None, 0)
    assert len(kept.events[0]["layers"]) == 250
