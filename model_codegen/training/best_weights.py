"""`BestWeights`: the weights of the epoch that did best, by what is monitored."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from model_codegen.training import model_state, packing
from model_codegen.training.progress import Progress

MONITORED = ("val_loss", "loss")
"""What an epoch is judged by: the first of these that it tells."""


class BestWeights:
    """Keeps a copy of them.

    Args:
        progress: Which epoch it is; noted there.
        kept: What `to_keep` returned for a run that goes on; None if that has none.
    """

    def __init__(self, progress: Progress, kept: bytes | None = None) -> None:
        self._progress = progress
        self._weights: model_state.Arrays | None = packing.unpack(kept) if kept else None
        self._is_kept = kept is not None

    def judge(self, model: Any, epoch: int, logs: Mapping[str, float]) -> bool:
        """Whether an epoch that has ended is the best so far; then its weights are copied."""
        value = next((logs[name] for name in MONITORED if name in logs), None)
        best = self._progress.best_value
        if value is None or not math.isfinite(value) or (best is not None and value >= best):
            return False
        self._progress.best_epoch, self._progress.best_value = epoch, value
        self._weights = model_state.copied(model.weights)
        self._is_kept = False
        return True

    def to_keep(self) -> bytes | None:
        """The weights, if they are neither kept yet nor those of the checkpoint to come."""
        progress = self._progress
        if self._is_kept or self._weights is None or progress.best_epoch == progress.epoch - 1:
            return None
        self._is_kept = True
        return packing.pack(self._weights)

    def resumed(self, model: Any) -> None:
        """Take the weights of a model that goes on, if the epoch that it stands at is the best."""
        if self._progress.best_epoch == self._progress.epoch - 1:
            self._weights = model_state.copied(model.weights)
            self._is_kept = False

    def put_into(self, model: Any) -> None:
        """Give a model these weights, if there are any."""
        if self._weights is not None:
            model_state.assign(model.weights, self._weights)
