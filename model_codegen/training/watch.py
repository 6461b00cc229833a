"""`Watch`: what is told, asked and kept while a model trains."""

from __future__ import annotations

import errno
import math
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from model_codegen.keras_bridge.learning_rates import is_scheduled, learning_rate
from model_codegen.training import (
    callback_state,
    divergence,
    model_state,
    packing,
    random_state,
)
from model_codegen.training.best_weights import BestWeights
from model_codegen.training.control import Control
from model_codegen.training.failures import NotFinite, Stopped, TrainingError
from model_codegen.training.log_values import as_numbers
from model_codegen.training.progress import Fit, Progress, progress_as_tree
from model_codegen.training.script import Script
from model_codegen.training.sink import BEST, CHECKPOINT
from model_codegen.training.teller import Teller

ASK_SECONDS = 0.1
"""How often the user's wish is asked for."""


LARGEST_IN_MEMORY = 256 * 1024**2
"""Bytes of a checkpoint that is also held in memory, to look for what went wrong after it."""


class AfterEpoch(Protocol):
    """What is to be done when an epoch is over, beside what `Watch` does."""

    def __call__(self, model: Any, epoch: int) -> None:
        """Do it."""


class Watch:
    """Follows one run. It changes no number: see `keras_callback.as_callback`.

    Args:
        script: What is run; its callbacks are kept with each checkpoint.
        progress: Where the run stands; kept up to date.
        best: Keeps the best weights.
        teller: Tells of it.
        control: What the user wants.
        kept: The files of the checkpoint from which it goes on; empty: from the start.
        total: How many epochs there are; None: as many as `fit` is told.
        restore: Called once the model is compiled, before it trains: gives it the state from which
            it goes on, and says whether there was one.
        after_epoch: What else is done after an epoch, which may use the model and not change it.

    Attributes:
        kept: The files of the last checkpoint; None if it is too large to be held as well.
    """

    def __init__(
        self,
        script: Script,
        progress: Progress,
        best: BestWeights,
        teller: Teller,
        control: Control,
        kept: Mapping[str, bytes],
        total: int | None = None,
        restore: Callable[[], bool] = lambda: False,
        after_epoch: AfterEpoch = lambda model, epoch: None,
    ) -> None:
        self._restore = restore
        self._script = script
        self._progress = progress
        self._best = best
        self._teller = teller
        self._control = control
        self._total = total
        self._after_epoch = after_epoch
        self.kept: Mapping[str, bytes] | None = kept
        self._asked_at = -math.inf
        self._told = False
        self._rate: float | None = None
        self._epoch_began = 0.0
        self._batches = 0
        self._last: tuple[int, Mapping[str, float]] | None = None

    @property
    def epoch(self) -> int:
        """The epoch that runs, from 0."""
        return self._progress.epoch

    @property
    def step(self) -> int:
        """How many batches the run has trained with."""
        return self._progress.step + self._batches

    def ask(self) -> None:
        """Do what the user wants, if it is time to ask.

        Raises:
            Stopped: If the user wants no more of it.
        """
        now = time.monotonic()
        if now - self._asked_at < ASK_SECONDS:
            return
        self._asked_at = now
        wanted = self._control.wanted()
        if wanted == "pause":
            self._teller.tell("paused", epoch=self.epoch, step=self.step)
            while (wanted := self._control.wanted()) == "pause":
                time.sleep(ASK_SECONDS)
            self._asked_at = time.monotonic()
            self._teller.paused(self._asked_at - now)
            if wanted == "run":
                self._teller.tell("resumed", epoch=self.epoch, step=self.step)
        if wanted == "stop":
            raise Stopped

    def train_begins(self, model: Any, params: Mapping[str, Any]) -> None:
        """`fit` is about to train, and everything is made."""
        if not self._told:
            self._told = True
            self._teller.tell(
                "started" if not self._progress.begun else "resumed",
                total_epochs=self._total or params.get("epochs"),
                steps_per_epoch=params.get("steps"),
                seed=self._script.seed,
                heads=list(getattr(model, "output_names", None) or ()),
                epoch=self.epoch,
                step=self.step,
            )
        if self._restore():
            self._best.resumed(model)

    def epoch_begins(self, model: Any) -> None:
        """An epoch is about to be trained."""
        self._epoch_began = self._teller.elapsed
        self._batches, self._last = 0, None
        self._rate = learning_rate(model.optimizer)

    def batch_ends(self, batch: int, logs: Mapping[str, float]) -> None:
        """A batch was trained with.

        Args:
            batch: Its number in the epoch, from 0.
            logs: Means over the epoch so far.

        Raises:
            NotFinite: If the loss is no finite number.
            Stopped: If the user wants no more of it.
        """
        self._batches = batch + 1
        loss = logs.get("loss")
        if loss is not None and not math.isfinite(loss):
            word = "NaN" if math.isnan(loss) else "infinite"
            raise NotFinite(word, self.epoch, self.step, self._batches)
        self._last = self.step, logs
        if self._teller.step_is_due():
            self._tell_step()
        self.ask()

    def epoch_ends(self, model: Any, params: Mapping[str, Any], logs: Mapping[str, float]) -> None:
        """An epoch is over, its validation included.

        Raises:
            TrainingError: If its state could not be kept.
            Stopped: If the user wants no more of it.
        """
        self._tell_step()
        epoch = self.epoch
        fit = self._fit()
        for name, value in logs.items():
            fit.history.setdefault(name, []).append(value)
        told: dict[str, float | None] = {**as_numbers(logs)}
        if self._rate is not None:
            moves = is_scheduled(model.optimizer)
            told["learning_rate"] = learning_rate(model.optimizer) if moves else self._rate
        fit.ended = bool(model.stop_training) or epoch + 1 >= params.get("epochs", math.inf)
        is_best = self._best.judge(model, epoch, logs)
        self._progress.step, self._batches = self.step, 0
        self._progress.epoch += 1
        self._teller.tell(
            "epoch",
            epoch=epoch,
            step=self.step,
            logs=told,
            seconds=round(self._teller.elapsed - self._epoch_began, 3),
            best=is_best,
        )
        losses = [loss for one in self._progress.fits for loss in one.history.get("loss", ())]
        said = divergence.words(losses)
        if said:
            self._teller.tell("diverged", epoch=epoch, step=self.step, sentence=said)
        self._keep(model)
        self._after_epoch(model, epoch)
        self.ask()

    def _fit(self) -> Fit:
        """The call of `fit` that runs; a loop that is written out is one."""
        if not self._progress.fits:
            self._progress.fits.append(Fit())
        return self._progress.fits[-1]

    def _tell_step(self) -> None:
        if self._last is not None:
            step, logs = self._last
            self._last = None
            self._teller.tell("step", step=step, epoch=self.epoch, logs=as_numbers(logs))

    def _keep(self, model: Any) -> None:
        progress = self._progress
        progress.elapsed = self._teller.elapsed
        progress.callbacks = [callback_state.read(one) for one in self._script.made]
        progress.random = random_state.read()
        files = {}
        best = self._best.to_keep()
        if best is not None:
            files[BEST] = best
        files[CHECKPOINT] = packing.pack(
            {"progress": progress_as_tree(progress), **model_state.read(model)}
        )
        self.kept = files if len(files[CHECKPOINT]) <= LARGEST_IN_MEMORY else None
        try:
            self._teller.sink.checkpoint(progress.epoch, files)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            why = "the disk is full" if full else error.strerror or str(error)
            kept = f"That after epoch {progress.epoch - 1} is kept" if progress.epoch > 1 else ""
            raise TrainingError(
                f"The state after epoch {progress.epoch} could not be kept: {why}. "
                f"{kept or 'Nothing of this run is kept'}; make room and go on."
            ) from error
