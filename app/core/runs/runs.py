"""`Runs`: what pages do with runs, whatever engine does them."""

from __future__ import annotations

from dataclasses import replace

from app.core import metrics
from app.core.runs.engine import Engine
from app.core.runs.run import ENDED, NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training.control import Wanted


class Runs:
    """The runs of this server. Its methods may be called from any thread; none waits for a run.

    Args:
        store: Where they are kept.
        engine: What does them.
    """

    def __init__(self, store: RunStore, engine: Engine) -> None:
        self.store = store
        self._engine = engine

    def begin(self, new: NewRun) -> Run:
        """Have something trained as soon as there is room.

        Raises:
            RunError: If it cannot be kept.
        """
        run = self.store.create(new)
        self._engine.start(run)
        metrics.RUNS.inc()
        return run

    def find(self, run_id: str, owner: str) -> Run | None:
        """An owner's run as it is now; None if there is none of this id, or it is another's."""
        run = self.store.find(run_id)
        return self._checked(run) if run is not None and run.owner == owner else None

    def of_draft(self, draft: str, owner: str) -> list[Run]:
        """An owner's runs of a draft, newest first."""
        return [self._checked(run) for run in self.store.of_draft(draft, owner)]

    def of_owner(self, owner: str) -> list[Run]:
        """All runs of an owner, newest first."""
        return [self._checked(run) for run in self.store.of_owner(owner)]

    def control(self, run_id: str, wanted: Wanted) -> None:
        """Pause, stop or continue a run that has not ended; of one that has nothing is done."""
        self._engine.control(run_id, wanted)

    def go_on(self, run_id: str) -> None:
        """Have a run that was stopped or lost go on from its last checkpoint.

        Raises:
            RunError: If there is no such run, or it has no checkpoint.
        """
        run = self.store.find(run_id)
        if run is None or not self._checked(run).can_go_on:
            raise RunError("This run cannot go on: it has ended, or no epoch of it was kept.")
        self.store.control(run_id).want("run")
        self._engine.start(run)

    def delete(self, run_id: str) -> None:
        """End a run if it is being done, and forget it with all that was kept of it."""
        self._engine.forget(run_id)
        self.store.delete(run_id)

    def warm(self) -> None:
        """Get ready, so that a run starts at once: somebody has opened what starts one."""
        self._engine.warm()

    def close(self) -> None:
        """Let go of everything: the server ends."""
        self._engine.close()

    def _checked(self, run: Run) -> Run:
        """A run, marked as lost if nothing does it any more although it has not ended."""
        if run.state in ENDED or self._engine.alive(run.id):
            return run
        again = self.store.find(run.id)  # it may have ended since it was read
        if again is None or again.state in ENDED:
            return again or run
        return replace(
            again,
            state="lost",
            message="The process that trained it is gone.",
            can_go_on=self.store.has_checkpoint(run.id),
        )
