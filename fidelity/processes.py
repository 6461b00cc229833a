"""Processes that start with Keras imported and nothing done yet, one for every piece of work."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import TimeoutError as OutOfTime
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

LONGEST = 1800.0
"""Seconds after which a piece of work is given up."""


class LostError(Exception):
    """A process ended without an answer."""


class Fresh:
    """Runs each function in a process of its own, forked from one that only imported Keras.

    So each finds Keras as a new interpreter has it, without paying for the import, and takes its
    memory with it when it ends.
    """

    def __init__(self, jobs: int = 1) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["fidelity.preload"])
        self._pool = ProcessPool(max_workers=jobs, max_tasks=1, context=context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function in a fresh process.

        Args:
            function: One that can be imported.
            *args: What it is called with.

        Raises:
            LostError: If the process ended, or took too long.
        """
        try:
            return self._pool.schedule(function, args=list(args), timeout=LONGEST).result()
        except ProcessExpired as error:
            raise LostError(
                f"its process ended with {error.exitcode}, for want of memory?"
            ) from None
        except OutOfTime:
            raise LostError(f"it took more than {LONGEST / 60:.0f} minutes") from None
