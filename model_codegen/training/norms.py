"""Norms of weights and gradients after epochs, told as an event, for a small part of the time."""

from __future__ import annotations

import logging
import time
from typing import Any

from model_codegen.training.batches import Batch
from model_codegen.training.gradient_probe import GradientProbe
from model_codegen.training.norm_words import LayerNorm, words
from model_codegen.training.teller import Teller

_LOG = logging.getLogger(__name__)

SHARE = 0.02
"""The part of a run's time that measuring may take; beyond it an epoch is left out."""

MOST_LAYERS = 300
"""Of so many layers at most norms are told, evenly picked."""


class Norms:
    """Measures after each epoch.

    Whatever goes wrong with that is noted in the log, and the run goes on without.

    Args:
        batch: What is measured on, the same each time.
        teller: Tells of it.
    """

    def __init__(self, batch: Batch, teller: Teller) -> None:
        self._batch = batch
        self._teller = teller
        self._probe: GradientProbe | None = None
        self._spent = 0.0
        self._works = True

    def __call__(self, model: Any, epoch: int) -> None:
        """Measure, if there is time for it: after the first epoch there always is."""
        if not self._works or self._spent > SHARE * self._teller.elapsed:
            return
        began = time.perf_counter()
        try:
            if self._probe is None or not self._probe.fits(model):
                self._probe = GradientProbe(model, self._batch)
            layers = self._probe.measure()
        except Exception:  # of whatever a user's layers do in another mode
            _LOG.exception("Gradients could not be measured")
            self._works = False
            return
        if layers:
            told = [
                {"name": one.name, "weight": one.weight, "gradient": one.gradient}
                for one in _picked(layers)
            ]
            self._teller.tell("norms", epoch=epoch, layers=told, words=words(layers))
        self._spent += time.perf_counter() - began


def _picked(layers: list[LayerNorm]) -> list[LayerNorm]:
    step = max(1, -(-len(layers) // MOST_LAYERS))
    return layers[::step]
