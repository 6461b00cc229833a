"""`Fits`: the calls that train, of `fit` or of a loop alike, from where a run stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model_codegen.keras_bridge.data_order import Passing, epochs_passed, pass_through
from model_codegen.training.progress import Fit, Progress


class Fits:
    """Stands in for `model.fit`, or for the loop that a script has written out, and does it.

    In a run that goes on, calls that had ended are passed over, and the one that had not begins
    with the next epoch: whoever called gets the history of the whole.

    Args:
        train: What it stands in for: it takes `initial_epoch` and `epochs`, and returns a
            `keras.callbacks.History`.
        progress: Where the run stands; calls are noted in it.
        tick: Called with each batch that is passed over.
        is_loop: Whether it is a loop of the script, which takes the model and then the data.
    """

    def __init__(
        self,
        train: Callable[..., Any],
        progress: Progress,
        tick: Callable[[], None],
        *,
        is_loop: bool = False,
    ) -> None:
        self._train = train
        self._progress = progress
        self._calls = 0
        self._before = len(progress.fits)
        self._passing = Passing(progress.epoch)
        self._tick = tick
        self._is_loop = is_loop

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
        if self._is_loop:
            pass_through(arguments[1], self._passing, self._tick)
            return self._train(*arguments, **named)
        with epochs_passed(self._passing, self._tick):
            return self._train(*arguments, **named | {"verbose": 0})


def _told(history: dict[str, list[float]]) -> Any:
    """As `fit` returns it."""
    import keras

    found = keras.callbacks.History()
    found.history = history
    return found
