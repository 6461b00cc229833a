from __future__ import annotations

import os
from collections.abc import Hashable

from app.core.workers.job import PATIENCE, Job, Urgency
from app.core.workers.job_queue import MAX_WAITING, JobQueue

START = 1000.0


def job(
    owner: Hashable | None, urgency: Urgency = Urgency.SHAPES, slot: Hashable | None = None
) -> Job:
    return Job(None, urgency, os.getpid, (), 1.0, slot, owner, asked=START)


def order(queue: JobQueue, now: float = START) -> list[Hashable]:
    taken = []
    while (found := queue.take(now, lambda _: True)) is not None:
        taken.append(found)
    return [found.owner for found in taken]


def test_sessions_take_turns_however_much_one_asks() -> None:
    queue = JobQueue()
    for owner in ("greedy", "greedy", "greedy", "ann", "ben", "ben"):
        queue.put(job(owner))
    assert order(queue) == ["greedy", "ann", "ben", "greedy", "ben", "greedy"]


def test_whoever_asks_one_thing_at_a_time_gets_every_second_turn() -> None:
    queue = JobQueue()
    for _ in range(8):
        queue.put(job("greedy"))
    turns = []
    for _ in range(3):
        queue.put(job("modest"))
        turns += [queue.take(START, lambda _: True) for _ in range(2)]
    assert [one.owner for one in turns if one] == ["greedy", "modest"] * 3


def test_what_is_urgent_goes_before_whose_turn_it_is() -> None:
    queue = JobQueue()
    jobs = [job("ann", urgency) for urgency in reversed(Urgency)] + [job("ben", Urgency.SOURCE)]
    for one in jobs:
        queue.put(one)
    taken = [queue.take(START, lambda _: True) for _ in jobs]
    assert [one.urgency for one in taken if one] == [0, 1, 1, 2]
    assert [one.owner for one in taken if one] == ["ann", "ben", "ann", "ann"]


def test_nothing_waits_for_ever_under_a_stream_of_more_urgent_jobs() -> None:
    queue = JobQueue()
    queue.put(job("patient", Urgency.PICTURE))
    for step in range(100):
        now = START + step * 0.1
        queue.put(job(f"other {step % 3}"))
        queue.put(job(f"other {(step + 1) % 3}"))
        taken = queue.take(now, lambda _: True)
        if taken is not None and taken.owner == "patient":
            assert now - START > PATIENCE[Urgency.PICTURE]
            return
    raise AssertionError("the picture was never drawn")


def test_a_newer_job_of_a_slot_takes_the_place_of_the_one_that_waits() -> None:
    queue = JobQueue()
    old, other, new = job("ann", slot="a"), job("ann", slot="b"), job("ann", slot="a")
    assert [queue.put(one) for one in (old, other, new)] == [[], [], [old]]
    assert list(queue) == [other, new]


def test_of_one_who_has_too_many_waiting_the_oldest_goes_and_others_keep_theirs() -> None:
    queue = JobQueue()
    theirs = job("ben")
    queue.put(theirs)
    jobs = [job("ann") for _ in range(MAX_WAITING + 2)]
    assert [queue.put(one) for one in jobs][-2:] == [[jobs[0]], [jobs[1]]]
    assert list(queue) == [theirs, *jobs[2:]]
    for _ in range(MAX_WAITING + 1):
        assert queue.put(job(None)) == []


def test_what_its_asker_cancelled_counts_for_nothing() -> None:
    queue = JobQueue()
    jobs = [job("ann") for _ in range(MAX_WAITING)]
    for one in jobs:
        queue.put(one)
    for one in jobs:
        one.future.cancel()
    assert queue.put(job("ann")) == jobs


def test_what_was_begun_in_vain_goes_next() -> None:
    queue = JobQueue()
    first = job("ann", slot="a")
    queue.put(first)
    queue.take(START, lambda _: True)
    for owner in ("ben", "ann"):
        queue.put(job(owner, slot=f"{owner}'s"))
    first.future.set_running_or_notify_cancel()
    queue.put_back(first)
    for number in range(MAX_WAITING + 1):
        assert first not in queue.put(job("ann", slot="a" if number == 0 else number))
    assert queue.take(START, lambda _: True) is first


def test_what_does_not_fit_is_left_for_who_it_fits() -> None:
    queue = JobQueue()
    queue.put(job("ann"))
    queue.put(job("ben"))
    taken = queue.take(START, lambda one: one.owner == "ben")
    assert taken is not None
    assert taken.owner == "ben"
    assert queue.take(START, lambda one: one.owner == "ben") is None
    assert [one.owner for one in queue.remove(lambda _: True)] == ["ann"]
    assert not any(queue)
