"""The best epoch's weights are kept once, and only where the checkpoint has others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from model_codegen.training.best_weights import BestWeights
from model_codegen.training.progress import Progress


class Variable:
    """A variable of Keras."""

    def __init__(self, value: float) -> None:
        self.assign(np.array([value]))
        self.shape = (1,)

    def assign(self, value: Any) -> None:
        self.value = value

    def numpy(self) -> Any:
        return self.value.copy()


def test_the_best_is_kept_when_a_worse_one_follows() -> None:
    model = SimpleNamespace(weights=[Variable(0.0)])
    progress = Progress()
    best = BestWeights(progress)
    kept = []
    for epoch, loss in enumerate([3.0, 2.0, float("nan"), 2.5, 1.0]):
        model.weights[0].assign(np.array([float(epoch)]))
        is_best = best.judge(model, epoch, {"val_loss": loss, "loss": -epoch})
        progress.epoch = epoch + 1
        kept.append((is_best, best.to_keep()))
    assert [one for one, _ in kept] == [True, True, False, False, True]
    assert [bool(file) for _, file in kept] == [False, False, True, False, False]
    assert (progress.best_epoch, progress.best_value) == (4, 1.0)

    again = BestWeights(Progress(epoch=3, best_epoch=1, best_value=2.0), kept[2][1])
    again.resumed(model)
    again.put_into(model)
    assert model.weights[0].numpy().tolist() == [1.0]


def test_a_run_that_goes_on_takes_its_own_weights_if_they_are_the_best() -> None:
    model = SimpleNamespace(weights=[Variable(7.0)])
    best = BestWeights(Progress(epoch=2, best_epoch=1, best_value=2.0))
    best.resumed(model)
    model.weights[0].assign(np.array([8.0]))
    best.put_into(model)
    assert model.weights[0].numpy().tolist() == [7.0]


def test_without_validation_the_loss_counts() -> None:
    progress = Progress()
    assert BestWeights(progress).judge(SimpleNamespace(weights=[]), 0, {"loss": 1.0})
    assert not BestWeights(progress).judge(SimpleNamespace(weights=[]), 1, {"accuracy": 1.0})
