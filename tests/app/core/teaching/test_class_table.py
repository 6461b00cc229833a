"""Who has passed what: cells in a few letters, and a file that a spreadsheet reads."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest

from app.core.classes.school_class import Member
from app.core.lessons.lesson import Step
from app.core.progress.progress import Progress
from app.core.teaching.class_table import as_csv, cell_text, class_table
from tests.app.core.lesson_samples import course, exercise, lesson

MONDAY = datetime(2026, 3, 2, 9, 30)
COURSE = course(
    lesson("first", 1, [Step("One", "", exercise=exercise("first", "one"))]),
    lesson("second", 2, [Step("Two", "", exercise=exercise("second", "two"))]),
)
MEMBERS = [Member("l", "Lena", MONDAY), Member("e", "=1+1", MONDAY)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Progress(), ""),
        (Progress(draft="d"), "begun"),
        (Progress(tries=1), "1 try"),
        (Progress(tries=4), "4 tries"),
        (Progress(tries=1, passed_at=MONDAY), "✓"),
        (Progress(tries=3, passed_at=MONDAY), "✓ 3 tries"),
        (Progress(tries=3, passed_at=MONDAY, solution_shown=True), "✓ solution"),
    ],
)
def test_a_cell_says_how_far_somebody_is(cell: Progress, text: str) -> None:
    assert cell_text(cell) == text


def test_the_table_has_a_row_of_each_member_and_what_is_asked_for() -> None:
    known = {"l": {"second/two": Progress(tries=1, passed_at=MONDAY)}}
    table = class_table(COURSE, MEMBERS, known)
    assert [one.key for one in table.exercises] == ["first/one", "second/two"]
    assert [row.passed for row in table.rows] == [1, 0]
    assert [one.key for one in class_table(COURSE, MEMBERS, known, ["first"]).exercises] == [
        "first/one"
    ]


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    known = {"l": {"second/two": Progress(tries=2, hints=1, passed_at=MONDAY)}}
    lines = [*csv.DictReader(io.StringIO(as_csv(class_table(COURSE, MEMBERS, known))))]
    assert [(one["name"], one["exercise"], one["passed"]) for one in lines] == [
        ("Lena", "one", ""),
        ("Lena", "two", "2026-03-02 09:30:00"),
        ("'=1+1", "one", ""),
        ("'=1+1", "two", ""),
    ]
