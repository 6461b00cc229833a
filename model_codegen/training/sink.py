"""`Sink`: who is told of a run while it goes on, and keeps what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

Event: TypeAlias = "dict[str, Any]"
"""What has happened, as JSON. Each has `kind`, and `t`: seconds that the run has run.

- `started`: `total_epochs`, `steps_per_epoch` (None: not known yet), `seed`, `heads` (names).
- `step`: `step` (batches since the start of the run, over all epochs), `epoch` (from 0, over all
  stages), `logs` by Keras' names: means over the epoch so far (see `log_values`). At most 20
  times a second, more rarely the longer the run; the last of an epoch always.
- `epoch`: `epoch`, `step`, `logs` (`val_...` and `learning_rate` among them), `seconds`, `best`
  (whether it is the best so far).
- `norms`: `epoch`, `layers` (a list of `name`, `weight`, `gradient`), `words` (a sentence or "").
- `results`: `heads` (by name a confusion matrix or residuals), `samples`, `evaluation`.
- `paused`, `resumed`: `epoch`, `step`. What was told of later steps before a `resumed` is void.
- `stopped`: `epoch`, `step`.
- `diverged`: `epoch`, `step`, `sentence`: the loss grows; the run goes on.
- `nonfinite`: `epoch`, `step`, `layer` (or None), `what` (output, gradient, loss), `sentence`.
- `failed`: `sentence`.
- `finished`: `seconds`, `best_epoch`, `epochs`.

After `stopped`, `failed` and `finished` nothing more comes; `nonfinite` is followed by `failed`.
"""

CHECKPOINT = "checkpoint.npz"
"""From which a run goes on: every variable, the optimizer's included, and where it stands."""

BEST = "best.npz"
"""The weights of the best epoch so far; kept only if they are not those of the checkpoint."""

BEST_MODEL = "best.keras"
"""The model with its best weights, as `keras.saving.load_model` reads it."""

RESULTS = "results.json"
"""What the `results` event has."""


class Sink(Protocol):
    """Takes what a run tells and makes, in the process that runs it.

    Its methods may raise `OSError`: of a checkpoint, the run tells that it could not be written and
    ends as failed; what was kept before stays good.
    """

    def event(self, event: Event) -> None:
        """Tell of an event."""

    def checkpoint(self, epoch: int, files: Mapping[str, bytes]) -> None:
        """Keep the state at the end of an epoch.

        Args:
            epoch: How many epochs are done.
            files: By name, in the order in which they are to be written: `BEST` where it has
                changed, then `CHECKPOINT`. Each replaces the one of the same name as a whole; one
                that is not among them stays.
        """

    def finished(self, files: Mapping[str, bytes]) -> None:
        """Keep what is for the user: `BEST_MODEL`, `RESULTS`. Called also of a run that goes on.

        Args:
            files: By name; each replaces the one of the same name as a whole.
        """
