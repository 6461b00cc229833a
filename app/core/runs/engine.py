"""`Engine`: where runs are done. The directory of a run is the truth for all who read it."""

from __future__ import annotations

from typing import Protocol

from app.core.runs.run import Run
from model_codegen.training.control import Wanted


class Engine(Protocol):
    """Does runs, and writes what they tell into their directories (see `RunStore.sink`).

    It is made with the store, takes up the runs that it had before a restart of the server, and may
    be called from any thread; nothing waits.
    """

    def start(self, run: Run) -> None:
        """Have a run done as soon as there is room: from its checkpoint, if it has one.

        Of one that it has already nothing is done. Runs of an owner wait for each other rather than
        those of another owner for them.
        """

    def control(self, run_id: str, wanted: Wanted) -> None:
        """Pause, stop or continue a run; one that waits and is stopped does not start."""

    def alive(self, run_id: str) -> bool:
        """Whether it has a run: in a process, or waiting for one."""

    def forget(self, run_id: str) -> None:
        """End a run's process at once; when this returns, nothing more is written of it."""

    def warm(self) -> None:
        """Get ready: somebody is about to start a run."""

    def close(self) -> None:
        """Let go of everything because the server ends; runs go on by themselves where they can."""
