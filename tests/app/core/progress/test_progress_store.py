"""Progress is counted once, and the draft of an answer is found again."""

from __future__ import annotations

from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.progress.progress_store import ProgressStore
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import DraftRow

KEY = "sharing/share-the-encoder"


def test_the_answer_of_an_exercise_is_one_draft(both: Store) -> None:
    progress = ProgressStore(both)
    assert progress.begin("lena", KEY, "draft-1") == "draft-1"
    assert progress.begin("lena", KEY, "draft-2") == "draft-1"
    assert progress.begin("luis", KEY, "draft-3") == "draft-3"
    assert progress.of("lena")[KEY].draft == "draft-1"
    with both.reading() as session:
        row = session.get(DraftRow, "draft-1")
        assert row is not None
        assert (row.owner, row.exercise) == ("lena", KEY)


def test_an_answer_that_is_gone_is_begun_anew(both: Store) -> None:
    progress = ProgressStore(both)
    progress.begin("lena", KEY, "draft-1")
    with both.transaction() as session:
        row = session.get(DraftRow, "draft-1")
        assert row is not None
        row.deleted_at = database.now()
    assert progress.begin("lena", KEY, "draft-2") == "draft-2"
    owned = OwnedDrafts(both)
    owned.delete("lena", ["draft-2"])
    owned.forget("lena")
    assert progress.begin("lena", KEY, "draft-3") == "draft-3"


def test_tries_hints_and_the_first_right_answer_are_counted(both: Store) -> None:
    progress = ProgressStore(both)
    progress.tried("lena", KEY)
    progress.tried("lena", KEY)
    progress.hinted("lena", KEY, 2)
    progress.hinted("lena", KEY, 1)
    found = progress.of("lena")[KEY]
    assert (found.tries, found.hints, found.solution_shown, found.passed) == (2, 2, False, False)
    assert progress.passed("lena", KEY)
    first = progress.of("lena")[KEY].passed_at
    assert not progress.passed("lena", KEY)
    progress.looked("lena", KEY)
    found = progress.of("lena")[KEY]
    assert (found.tries, found.solution_shown, found.passed_at) == (3, True, first)


def test_progress_of_a_class_is_read_at_once(both: Store) -> None:
    progress = ProgressStore(both)
    progress.passed("lena", KEY)
    progress.passed("luis", "sharing/other")
    found = progress.of_all(["lena", "luis", "mia"])
    assert {owner: [*known] for owner, known in found.items()} == {
        "lena": [KEY],
        "luis": ["sharing/other"],
    }
    assert progress.of("mia") == {}
