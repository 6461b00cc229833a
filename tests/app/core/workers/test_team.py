"""Who does which job; a team of two, without processes."""

from __future__ import annotations

import os
from collections.abc import Hashable

import pytest

from app.core.workers.job import Job, Urgency
from app.core.workers.team import Seat, Team


@pytest.fixture
def team() -> Team:
    shapes = Seat(able=True)
    return Team(seats=[shapes, Seat(helps=shapes, able=True)])


def put(
    team: Team, home: Seat, urgency: Urgency = Urgency.SHAPES, slot: Hashable | None = None
) -> Job:
    job = Job(home, urgency, os.getpid, (), 1.0, slot)
    team.put(job)
    return job


def take(team: Team, seat: Seat) -> Job | None:
    return team.take(seat, 0)


def test_each_does_its_own_and_the_helper_what_the_other_is_too_busy_for(team: Team) -> None:
    shapes, pictures = team.seats
    first = put(team, shapes)
    assert take(team, pictures) is None
    assert take(team, shapes) is first
    second, third = put(team, shapes), put(team, shapes, Urgency.SOURCE)
    assert take(team, pictures) is second
    assert take(team, pictures) is third


def test_a_gesture_never_waits_behind_what_the_helper_is_asked_for(team: Team) -> None:
    shapes, pictures = team.seats
    picture, import_ = put(team, pictures, Urgency.PICTURE), put(team, pictures)
    shapes.job = pictures.job = Job(shapes, Urgency.SHAPES, os.getpid, (), 1.0)
    assert take(team, shapes) is None
    assert take(team, pictures) is import_
    assert take(team, pictures) is picture


@pytest.mark.parametrize("lost", [0, 1])
def test_what_gestures_wait_for_is_done_by_whoever_has_a_process(team: Team, lost: int) -> None:
    gone, other = team.seats[lost], team.seats[1 - lost]
    jobs = [put(team, gone, urgency, slot=urgency) for urgency in Urgency]
    running = take(team, gone)
    assert running is jobs[0]
    team.disable(gone, running)
    assert team.relieved(gone)
    assert not team.relieved(other)
    assert [take(team, other) for _ in range(3)] == [jobs[0], jobs[1], None]
    team.enable(gone)
    assert take(team, gone) is jobs[2]


def test_a_job_that_ended_its_process_is_kept_from_the_other_one(team: Team) -> None:
    shapes, pictures = team.seats
    job = put(team, shapes)
    assert take(team, shapes) is job
    job.suspect = True
    team.disable(shapes, job)
    assert take(team, pictures) is None
    team.enable(shapes)
    assert take(team, shapes) is job


def test_jobs_of_one_slot_never_run_side_by_side(team: Team) -> None:
    shapes, pictures = team.seats
    first = put(team, shapes, slot="a")
    assert take(team, shapes) is first
    newer = put(team, shapes, slot="a")
    assert take(team, pictures) is None
    assert take(team, shapes) is newer


def test_a_seat_that_could_get_no_process_tries_only_what_no_other_does(team: Team) -> None:
    shapes, pictures = team.seats
    team.disable(pictures)
    urgent, picture = put(team, pictures), put(team, pictures, Urgency.PICTURE)
    assert take(team, pictures) is picture
    assert take(team, pictures) is None
    team.disable(shapes)
    assert take(team, pictures) is urgent


def test_only_one_process_retires_at_a_time(team: Team) -> None:
    shapes, pictures = team.seats
    assert team.retire(shapes)
    assert team.helped(shapes)
    assert not team.retire(pictures)
    assert not team.helped(pictures)


def test_whoever_leaves_takes_its_jobs_away_and_the_last_one_all(team: Team) -> None:
    shapes, pictures = team.seats
    mine, yours = put(team, shapes), put(team, pictures)
    assert team.leave(pictures) == [yours]
    stray = put(team, pictures)
    assert team.leave(shapes) == [mine, stray]


def test_source_is_left_to_a_helper_that_is_free(team: Team) -> None:
    shapes, pictures = team.seats
    source = put(team, shapes, Urgency.SOURCE)
    assert take(team, shapes) is None
    assert take(team, pictures) is source
    waiting = put(team, shapes, Urgency.SOURCE)
    assert take(team, shapes) is waiting  # The helper is busy now.
