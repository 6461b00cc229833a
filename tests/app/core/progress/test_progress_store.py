"""Progress is counted once, and the draft of an answer is found again."""

from __future__ import annotations

from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.progress.progress_store import ProgressStore
from app.core.store.store import Store
from app.core.store.tables import DraftRow

KEY = "sharing/share-the-encoder"


def test_the_answer_of_an_exercise_is_one_draft(both: Store) -> None:
    progress = ProgressStore(both)
    draft = progress.draft_for("lena", KEY)
    assert progress.draft_for("lena", KEY) == draft
    assert progress.draft_for("luis", KEY) != draft
    assert progress.of("lena") == {}
    progress.hinted("lena", KEY, 1)
    assert progress.of("lena")[KEY].draft == ""
    progress.begin("lena", KEY, draft)
    assert progress.of("lena")[KEY].draft == draft
    with both.reading() as session:
        row = session.get(DraftRow, draft)
        assert row is not None
        assert (row.owner, row.exercise) == ("lena", KEY)
    # What somebody has begun as another, and brought along, is the answer; so the first of two is.
    progress.begin("lena", KEY, "second")
    progress.begin("mia", KEY, "brought-along")
    assert progress.draft_for("lena", KEY) == draft
    assert progress.draft_for("mia", KEY) == "brought-along"


def test_an_answer_that_is_gone_is_begun_anew(both: Store) -> None:
    progress, owned = ProgressStore(both), OwnedDrafts(both)
    first = progress.draft_for("lena", KEY)
    progress.begin("lena", KEY, first)
    owned.delete("lena", [first])
    second = progress.draft_for("lena", KEY)
    assert second != first
    progress.begin("lena", KEY, second)
    assert progress.draft_for("lena", KEY) == second
    owned.delete("lena", [second])
    owned.forget("lena")
    assert progress.draft_for("lena", KEY) == first


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
