"""Which of the workers that stand in for each other does which waiting job."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from app.core.workers.job import Job, Urgency
from app.core.workers.job_queue import JobQueue


@dataclass(eq=False)
class Seat:
    """A worker, as the others of its team see it.

    Attributes:
        helps: Whose urgent jobs it does while that one is busy, too, and whose source whenever it
            is free itself.
        able: Whether it has a warm process.
        job: What it is doing.
    """

    helps: Seat | None = None
    able: bool = False
    job: Job | None = None


@dataclass(eq=False)
class Team:
    """Seats and the jobs that wait for any of them; `changed` guards all of it, and tells of it.

    What gestures wait for (`Urgency.SHAPES` and `SOURCE`) is done by another seat while its own has
    no process. A job under which a process ended of itself is not: it is kept from ending two.
    """

    changed: threading.Condition = field(default_factory=threading.Condition)
    queue: JobQueue = field(default_factory=JobQueue)
    seats: list[Seat] = field(default_factory=list)

    def put(self, job: Job) -> list[Job]:
        """Have a job wait; returns what it supersedes, to be cancelled."""
        with self.changed:
            gone = self.queue.put(job)
            self.changed.notify_all()
        return gone

    def take(self, seat: Seat, seconds: float) -> Job | None:
        """What a seat does next; waits for it at most `seconds`."""
        with self.changed:
            seat.job = self.queue.take(time.monotonic(), lambda job: self._suits(seat, job))
            if seat.job is None:
                self.changed.wait(seconds)
                seat.job = self.queue.take(time.monotonic(), lambda job: self._suits(seat, job))
            if any(self.queue):  # for a helper, now that this seat is busy, or no longer is
                self.changed.notify_all()
            return seat.job

    def enable(self, seat: Seat) -> None:
        """Note that a seat has a warm process."""
        with self.changed:
            seat.able = True
            self.changed.notify_all()

    def disable(self, seat: Seat, job: Job | None = None) -> None:
        """Note that a seat has no process any more, and put back what it was doing."""
        with self.changed:
            seat.able, seat.job = False, None
            if job is not None:
                self.queue.put_back(job)
            self.changed.notify_all()

    def retire(self, seat: Seat) -> bool:
        """Do without a seat's process if another has one; returns whether that is so."""
        with self.changed:
            if not self.relieved(seat):
                return False
            seat.able = False
            return True

    def leave(self, seat: Seat) -> list[Job]:
        """Take a seat away; returns the jobs that it was asked for, to be cancelled."""
        with self.changed:
            seat.able = False
            if seat in self.seats:
                self.seats.remove(seat)
            gone = self.queue.remove(lambda job: job.home is seat or not self.seats)
            self.changed.notify_all()
        return gone

    def relieved(self, seat: Seat) -> bool:
        """Whether another can do what gestures wait for."""
        return any(other.able for other in tuple(self.seats) if other is not seat)

    def helped(self, seat: Seat) -> bool:
        """Whether there is another whose task it is to do what gestures wait for."""
        return any(other.able for other in tuple(self.seats) if other.helps is seat)

    def _suits(self, seat: Seat, job: Job) -> bool:
        """Whether a waiting job is for a seat, as things are."""
        home = job.home
        running = (other.job for other in self.seats if other is not seat)
        if job.slot is not None and any(one and one.slot == job.slot for one in running):
            return False
        moves = job.urgency <= Urgency.SOURCE and not job.suspect
        # Source is left to a helper that is free: the next edit finds its worker free.
        left = moves and job.urgency == Urgency.SOURCE
        if home is seat:
            if left and any(one.helps is seat and one.able and not one.job for one in self.seats):
                return False
            return seat.able or not (moves and self.relieved(seat))
        assert isinstance(home, Seat)
        helps = seat.helps is home and (left or bool(home.job))
        return moves and seat.able and (helps or not home.able)
