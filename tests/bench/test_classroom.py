"""The class of the load test: answers that are lost or somebody else's are seen."""

from __future__ import annotations

import asyncio

import pytest

from bench import classroom
from bench.classroom import Answer, Person
from bench.lesson import Step

STEPS = [Step([], {}, params) for params in (11, 22, 33)]


class Desk:
    """Answers an edit with what `answers` says, or with an exception."""

    def __init__(self, answers: list[int | Exception]) -> None:
        self.answers = answers
        self.seen: list[Step] = []

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def edit(self, step: Step) -> Answer:
        answer = self.answers[len(self.seen) % len(self.answers)]
        self.seen.append(step)
        if isinstance(answer, Exception):
            raise answer
        return Answer(0.125, answer)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classroom, "PAUSE", (0.001, 0.002))
    monkeypatch.setattr(classroom, "BURST_SHARE", 0.0)


def drawn(*answers: int | Exception) -> Person:
    """A person who has drawn three edits, and how they were answered."""
    return draws(Desk(list(answers)))


def draws(desk: Desk) -> Person:
    person = Person(desk, STEPS, seed=1)
    asyncio.run(person.draw(lambda: len(desk.seen) < 3))
    return person


def test_answers_to_what_was_asked_are_counted() -> None:
    tally = drawn(11, 22, 33).tally
    assert tally.edits == 3
    assert tally.seconds == [0.125] * 3
    assert not tally.lost
    assert not tally.crossed


def test_an_answer_of_another_drawing_is_crossed() -> None:
    assert drawn(11, 99, 33).tally.crossed[0] == ([22], 99)


def test_an_answer_to_an_earlier_edit_is_crossed() -> None:
    assert drawn(11, 11, 33).tally.crossed[0] == ([22], 11)


def test_an_edit_without_an_answer_is_lost_and_the_drawing_goes_on() -> None:
    tally = drawn(11, ConnectionError("gone"), 33).tally
    assert tally.lost[0] == "ConnectionError: gone"
    assert tally.edits == 3


def test_an_edit_of_a_burst_may_be_answered_by_the_last_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(classroom, "BURST_SHARE", 1.0)
    monkeypatch.setattr(classroom, "BURST", 3)
    monkeypatch.setattr(classroom, "BURST_SECONDS", 0.0)

    class Patient(Desk):
        async def edit(self, step: Step) -> Answer:
            await super().edit(step)
            await asyncio.sleep(0.001)
            return Answer(0.125, 33)

    tally = draws(Patient([33])).tally
    assert tally.edits == 3
    assert not tally.crossed
