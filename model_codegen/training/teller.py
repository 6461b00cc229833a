"""`Teller`: tells a sink what happens, with the time that the run has run, and not too often."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.training.sink import Sink

MOST_A_SECOND = 20.0
"""How often steps are told of at first."""

MANY_STEPS = 20_000
"""After about this many it is told more rarely, so that a run of days has some hundred thousand."""


class Teller:
    """What a run tells.

    Args:
        sink: Whom.
        now: The time in seconds.
    """

    def __init__(self, sink: Sink, now: Callable[[], float] = time.perf_counter) -> None:
        self.sink = sink
        self._now = now
        self._began = now()
        self._step_at = -math.inf

    @property
    def elapsed(self) -> float:
        """Seconds that the run has run, pauses left out."""
        return self._now() - self._began

    def add(self, seconds: float) -> None:
        """Count so many seconds that the run has run before."""
        self._began -= seconds

    def paused(self, seconds: float) -> None:
        """Leave out a pause of so many seconds."""
        self._began += seconds

    def tell(self, kind: str, **facts: Any) -> None:
        """Tell of an event at once."""
        self.sink.event({"kind": kind, "t": round(self.elapsed, 3), **plain(facts)})

    def step_is_due(self) -> bool:
        """Whether a step is to be told of now; if so, the next one is not for a while."""
        now = self._now()
        interval = max(1 / MOST_A_SECOND, (now - self._began) / MANY_STEPS)
        if now - self._step_at < interval:
            return False
        self._step_at = now
        return True


def plain(value: Any) -> Any:
    """A value as JSON has it: of a number that is not finite, nothing is said."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str | int | None):
        return value
    return plain(value.item()) if hasattr(value, "item") else str(value)
