"""Jobs that wait: the most urgent first, and within one urgency sessions take turns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator

from app.core.workers.job import Job

MAX_WAITING = 16
"""How many jobs of one owner may wait; a page asks for about five things at a time."""


class JobQueue:
    """Jobs that wait, by owner. Nothing here is safe in several threads.

    An owner whose job is taken goes to the end of the round, and one that was not waiting joins
    there, so that whoever asks much waits no shorter than whoever asks little. Jobs of no owner
    are one owner's, without a bound.
    """

    def __init__(self) -> None:
        self._owners: OrderedDict[Hashable | None, list[Job]] = OrderedDict()

    def __iter__(self) -> Iterator[Job]:
        """All that wait, owners in the order of their turns."""
        for jobs in self._owners.values():
            yield from jobs

    def put(self, job: Job) -> list[Job]:
        """Add a job.

        Returns:
            What it supersedes, taken out: whatever waited in its slot, and the oldest of an owner
            that has too many; never what was begun. Whoever puts cancels them, once it holds no
            lock.
        """
        jobs = self._owners.get(job.owner, [])
        fresh = [other for other in jobs if not other.future.running()]
        gone = [
            other
            for other in fresh
            if other.future.cancelled() or (job.slot is not None and other.slot == job.slot)
        ]
        left = [other for other in fresh if other not in gone]
        if job.owner is not None and len(left) >= MAX_WAITING:
            gone.append(left[0])
        self._owners[job.owner] = [*(other for other in jobs if other not in gone), job]
        return gone

    def put_back(self, job: Job) -> None:
        """Add a job that was begun in vain: before what its owner asked for since."""
        self._owners.setdefault(job.owner, []).insert(0, job)
        self._owners.move_to_end(job.owner, last=False)

    def take(self, now: float, fits: Callable[[Job], bool]) -> Job | None:
        """Take out what is next of the jobs that fit."""
        best: Job | None = None
        for job in self:
            if (best is None or job.rank(now) < best.rank(now)) and fits(job):
                best = job
        if best is not None:
            self._remove(best)
        return best

    def remove(self, fits: Callable[[Job], bool]) -> list[Job]:
        """Take out all jobs that fit."""
        gone = [job for job in self if fits(job)]
        for job in gone:
            self._remove(job)
        return gone

    def _remove(self, job: Job) -> None:
        jobs = self._owners[job.owner]
        jobs.remove(job)
        if jobs:
            self._owners.move_to_end(job.owner)
        else:
            del self._owners[job.owner]
