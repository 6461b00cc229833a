"""How often each owner may have the server do what is dear."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Literal, TypeAlias

from cachetools import TTLCache

from app.core import metrics, settings
from app.core.limits.token_bucket import TokenBucket
from model_codegen.design.errors import LayerloomError

Kind: TypeAlias = Literal["imports", "builds"]
"""Models and code that are read; live builds, proofs and training runs that are begun."""

_WORDS: dict[Kind, tuple[str, str]] = {
    "imports": ("opened models or code {count} times", "reads them"),
    "builds": ("had models built, proved or trained {count} times", "does that"),
}

_OWNERS = 10_000
"""Of so many owners it is known what they have done."""

_MINUTE = 60.0


class LimitError(LayerloomError):
    """More than an owner may have done now; `str(error)` is a sentence for a person."""


class Limits:
    """What every owner has had done of late on this server. Safe in any thread.

    Args:
        a_minute: How many things of a kind an owner may have done in a minute.
        now: The time in seconds.
    """

    def __init__(
        self,
        a_minute: Callable[[Kind], int] = settings.a_minute,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._a_minute = a_minute
        self._now = now
        self._lock = threading.Lock()
        self._buckets: TTLCache[tuple[str, Kind], TokenBucket] = TTLCache(_OWNERS, 2 * _MINUTE)

    def take(self, owner: str, kind: Kind) -> None:
        """Count one thing that an owner wants done.

        Raises:
            LimitError: If it is one too many; the sentence says when to try again.
        """
        count = self._a_minute(kind)
        with self._lock:
            bucket = self._buckets.get((owner, kind))
            bucket = bucket or TokenBucket(count / _MINUTE, count, self._now)
            self._buckets[owner, kind] = bucket  # which is remembered for longer so
            pause = bucket.take()
        if pause:
            metrics.REFUSALS.labels(kind).inc()
            done, does = _WORDS[kind]
            raise LimitError(
                f"You have {done.format(count=count)} within a minute, which is as fast as this "
                f"server {does} for one person: try again in {math.ceil(pause)} seconds."
            )
