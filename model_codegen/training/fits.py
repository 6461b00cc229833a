"""`Fits`: the calls of `fit` that a script makes, quiet, and from where the run stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model_codegen.keras_bridge.data_order import Passing, epochs_passed
from model_codegen.training.progress import Fit, Progress


class Fits:
    """Stands in for `model.fit`, and does what that does.

    In a run that goes on, calls that had ended are passed over, and the one that had not begins
    with the next epoch: whoever called gets the history of the whole.

    Args:
        model: The model, whose `fit` it takes the place of.
        progress: Where the run stands; calls are noted in it.
        tick: Called with each batch that is passed over.
    """

    def __init__(
        self,
        model: Any,
        progress: Progress,
        tick: Callable[[], None],
    ) -> None:
        self._fit = model.fit
        self._progress = progress
        self._calls = 0
        self._before = len(progress.fits)
        self._passing = Passing(progress.epoch)
        self._tick = tick
        model.fit = self

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Train, or tell of what was trained before."""
        number = self._calls
        self._calls += 1
        if number >= self._before:
            self._progress.fits.append(Fit(named.get("initial_epoch", 0)))
            return self._trained(*arguments, **named)
        known = self._progress.fits[number]
        if number + 1 < self._before:
            return _told(known.history)
        earlier = {name: [*values] for name, values in known.history.items()}
        done = self._progress.epoch
        end = done if known.ended else named.get("epochs", 1)
        later = self._trained(*arguments, **named | {"initial_epoch": done, "epochs": end})
        for name, values in later.history.items():
            earlier.setdefault(name, []).extend(values)
        return _told(earlier)

    def _trained(self, *arguments: Any, **named: Any) -> Any:
        with epochs_passed(self._passing, self._tick):
            return self._fit(*arguments, **named | {"verbose": 0})


def _told(history: dict[str, list[float]]) -> Any:
    """As `fit` returns it."""
    import keras

    found = keras.callbacks.History()
    found.history = history
    return found
