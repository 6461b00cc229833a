"""`RunQueue`: which run goes next, so that nobody waits for all runs of somebody else."""

from __future__ import annotations

from collections.abc import Mapping


class RunQueue:
    """Runs that wait, by owner. Not safe in several threads."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[str]] = {}
        self._served: dict[str, int] = {}
        self._turns = 0

    def __contains__(self, run_id: str) -> bool:
        return any(run_id in runs for runs in self._waiting.values())

    def put(self, owner: str, run_id: str) -> None:
        """Let a run wait, behind the owner's others."""
        self._waiting.setdefault(owner, []).append(run_id)

    def drop(self, run_id: str) -> bool:
        """Let a run wait no more; returns whether it did."""
        for owner, runs in self._waiting.items():
            if run_id in runs:
                runs.remove(run_id)
                if not runs:
                    del self._waiting[owner]
                return True
        return False

    def take(self, running: Mapping[str, int]) -> tuple[str, str] | None:
        """The owner and the run that goes next: of who has fewest running, then waits longest.

        Args:
            running: How many runs of each owner are being done.
        """
        if not self._waiting:
            return None
        owner = min(self._waiting, key=lambda one: (running.get(one, 0), self._served.get(one, 0)))
        self._turns += 1
        self._served[owner] = self._turns
        run_id = self._waiting[owner][0]
        self.drop(run_id)
        return owner, run_id
