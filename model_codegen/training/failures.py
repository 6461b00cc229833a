"""How a run ends before its end: as exceptions, each with its sentence."""

from __future__ import annotations

from model_codegen.design.errors import LayerloomError


class TrainingError(LayerloomError):
    """A run that cannot go on; its text is a sentence for a person."""


class NotFinite(TrainingError):  # noqa: N818 - what has happened, as `NotExpressible`
    """A loss that is no finite number.

    Args:
        loss: What it is: `"NaN"` or `"infinite"`.
        epoch: The epoch, from 0.
        step: The step of the run that made it so, from 1.
        batch: The step of the epoch that made it so, from 1.
    """

    def __init__(self, loss: str, epoch: int, step: int, batch: int) -> None:
        super().__init__(f"The loss is {loss} at step {step:,}.")
        self.loss = loss
        self.epoch = epoch
        self.step = step
        self.batch = batch


class Stopped(Exception):  # noqa: N818 - it is no error
    """The user has stopped the run."""
