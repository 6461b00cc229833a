"""The school's reading of a class' table: right where it is, and a fault where anything is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.core.classes.school_class import Member
from app.core.lessons.course import Course
from app.core.progress.progress import Progress
from app.core.teaching.class_table import as_csv, class_table
from bench.pupil import Pupil
from bench.school import pupils, table_faults

NOW = datetime(2026, 1, 1)


def table(learners: list[Pupil]) -> str:
    lesson = learners[0].lesson
    members = [Member(one.name, one.name, NOW) for one in learners]
    known = {
        one.name: {one.exercise.key: Progress(tries=one.tries, passed_at=NOW)} for one in learners
    }
    return as_csv(class_table(Course((lesson,), ()), members, known))


def test_a_table_is_as_the_learners_left_it_or_tells_where_not() -> None:
    learners = pupils("http://127.0.0.1:1", 3)
    assert [one.wrongly for one in learners] == [0, 1, 2]
    assert table_faults(table(learners), learners) == []

    (fault,) = table_faults(table(learners[:2]), learners)
    assert "2 members, of 3" in fault
    (fault,) = table_faults(table([*learners[:2], replace(learners[2], wrongly=0)]), learners)
    assert learners[2].name in fault
    assert table_faults("<!-- a page -->", learners)
