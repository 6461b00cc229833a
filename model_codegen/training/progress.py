"""`Progress`: where a run stands, as a value that a checkpoint keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fit:
    """One call of `fit`, of which a run in stages has several.

    Attributes:
        initial: The epoch that it began with.
        history: What it has told at the end of each epoch so far, by Keras' names.
        ended: Whether no epoch of it is left.
    """

    initial: int = 0
    history: dict[str, list[float]] = field(default_factory=dict)
    ended: bool = False


@dataclass
class Progress:
    """Where a run stands at the end of an epoch.

    Attributes:
        epoch: How many epochs are done.
        step: How many batches it has trained with.
        elapsed: Seconds that it has run.
        fits: The calls of `fit` so far, the one that runs included.
        best_epoch: The best epoch, from 0; None: none yet.
        best_value: What it is the best by.
        callbacks: The state of the script's own callbacks: see `callback_state`.
        random: The state of Python's and NumPy's random numbers: see `random_state`.
    """

    epoch: int = 0
    step: int = 0
    elapsed: float = 0.0
    fits: list[Fit] = field(default_factory=list)
    best_epoch: int | None = None
    best_value: float | None = None
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    random: dict[str, Any] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether there is a state to go on from."""
        return self.epoch > 0


def progress_as_tree(progress: Progress) -> dict[str, Any]:
    """Progress as it is packed."""
    return {**vars(progress), "fits": [vars(fit) for fit in progress.fits]}


def progress_of(tree: dict[str, Any]) -> Progress:
    """Progress as it was packed."""
    return Progress(**tree | {"fits": [Fit(**fit) for fit in tree["fits"]]})
