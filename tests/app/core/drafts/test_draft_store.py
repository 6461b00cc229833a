from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.drafts import draft_store, version_rows
from app.core.drafts.draft import UNSAVED, DraftLine, OvertakenError, StoredDraft
from app.core.drafts.draft_store import Drafts
from app.core.store import database
from app.core.store.store import Store
from model_codegen import gallery


@pytest.fixture
def store(both: Store) -> Drafts:
    return Drafts(both)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time the store sees: the list's only item."""
    times = [datetime(2031, 5, 4, 12, 0)]
    monkeypatch.setattr(database, "now", lambda: times[0])
    return times


def save(store: Drafts, draft: str, design: str, writer: str = "w", nodes: int = 1) -> None:
    store.save(draft, "me", writer, f"name of {design}", nodes, design)


def test_a_saved_draft_comes_back(store: Drafts, both: Store) -> None:
    draft = store.begin("me")
    save(store, draft, "one")
    both.close()
    assert Drafts(both).load(draft) == "one"


def test_ids_are_long_and_never_repeat(store: Drafts) -> None:
    ids = {store.begin("me") for _ in range(50)}
    assert len(ids) == 50
    assert all(len(draft) >= 20 for draft in ids)


def test_a_draft_never_begun_here_is_not_known(store: Drafts) -> None:
    assert not store.exists("guess")
    assert store.load("guess") is None
    assert store.exists(store.begin("me"))


def test_quick_saves_share_a_version(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    for design in ("one", "two", "three"):
        save(store, draft, design)
        clock[0] += timedelta(seconds=10)
    assert [line.name for line in store.versions(draft)] == ["name of three"]


def test_an_old_version_is_never_painted_over(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "one")
    clock[0] += version_rows.VERSION_AGE
    save(store, draft, "two")
    assert store.load(draft) == "two"
    assert store.load(draft, 1) == "one"


def test_yesterdays_version_is_kept_even_if_young(store: Drafts, clock: list[datetime]) -> None:
    clock[0] = datetime(2031, 5, 4, 23, 59, 30)
    draft = store.begin("me")
    save(store, draft, "yesterday")
    clock[0] += timedelta(minutes=1)
    save(store, draft, "today")
    assert store.load(draft, 1) == "yesterday"


def test_two_windows_keep_each_others_work(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "left", writer="a")
    save(store, draft, "right", writer="b")
    assert {store.load(draft, 1), store.load(draft, 2)} == {"left", "right"}


def test_an_unchanged_design_makes_no_version(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "one")
    clock[0] += timedelta(days=3)
    save(store, draft, "one", writer="other")
    assert [line.saved_at for line in store.versions(draft)] == [clock[0]]


def test_pruning_keeps_each_days_last_version(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "old morning")
    clock[0] += timedelta(hours=1)
    save(store, draft, "old noon")
    clock[0] += timedelta(days=1)
    for number in range(version_rows.MAX_VERSIONS + 5):
        save(store, draft, f"new {number}")
        clock[0] += version_rows.VERSION_AGE
    lines = store.versions(draft, limit=1000)
    names = [line.name for line in lines]
    assert len(names) == version_rows.MAX_VERSIONS
    assert "name of old noon" in names
    assert "name of old morning" not in names


def test_recent_lists_the_owners_drafts_newest_first(store: Drafts, clock: list[datetime]) -> None:
    mine, second, other, empty = (store.begin(who) for who in ("me", "me", "you", "me"))
    for draft, design in ((mine, "a"), (second, "b"), (other, "c")):
        clock[0] += timedelta(minutes=1)
        save(store, draft, design)
    save(store, empty, "nothing", nodes=0)
    assert store.recent("me") == [
        DraftLine(second, 1, "name of b", 1, clock[0] - timedelta(minutes=1)),
        DraftLine(mine, 1, "name of a", 1, clock[0] - timedelta(minutes=2)),
    ]
    clock[0] += timedelta(hours=1)
    save(store, mine, "a again")
    assert [(line.draft, line.name) for line in store.recent("me")] == [
        (mine, "name of a again"),
        (second, "name of b"),
    ]


def test_a_version_says_what_is_new_in_it(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    for name in ("dropout_mlp", "mlp"):
        save(store, draft, gallery.text(name), writer=name)
        clock[0] += version_rows.VERSION_AGE
    newest, first = store.versions(draft)
    assert first.news == "the first"
    assert newest.news.startswith("− dropout")
    [alone] = store.versions(draft, limit=1)
    assert alone == newest


def test_a_labelled_version_is_kept_as_it_is(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "one")
    assert not store.label(draft, "you", 1, "mine now")
    assert store.label(draft, "me", 1, "  for the\n lecture ")
    for number in range(version_rows.MAX_VERSIONS + 5):
        save(store, draft, f"new {number}")
        clock[0] += version_rows.VERSION_AGE
    lines = store.versions(draft, limit=1000)
    assert (lines[-1].version, lines[-1].label) == (1, "for the lecture")
    assert store.load(draft, 1) == "one"


def test_a_version_is_kept_before_a_large_change(store: Drafts, clock: list[datetime]) -> None:
    draft = store.begin("me")
    save(store, draft, "one")
    store.save(draft, "me", "w", "one", 1, "one", cause="import")
    save(store, draft, "two")
    assert [line.cause for line in store.versions(draft)] == ["", "import"]


def test_what_another_server_has_saved_is_not_saved_over(store: Drafts) -> None:
    draft = store.begin("me")
    first = store.save(draft, "me", "a/0", "one", 1, "one", known=UNSAVED)
    theirs = store.save(draft, "me", "b/0", "two", 1, "two", known=first)
    with pytest.raises(OvertakenError) as caught:
        store.save(draft, "me", "a/0", "three", 1, "three", known=first)
    assert caught.value.stored == StoredDraft("two", theirs)
    assert store.load(draft) == "two"
    # All of theirs is in it: their version, which is young, goes on.
    merged = store.save(draft, "me", "a/0", "4", 1, "4", known=theirs, absorbed={"b/0"})
    assert merged.number == theirs.number == 2
    assert store.stamps([draft, "none"]) == {draft: merged}


def test_what_is_outdone_is_kept_and_its_writer_told(store: Drafts) -> None:
    draft = store.begin("me")
    theirs = store.save(draft, "me", "b/0", "two", 1, "two")
    store.save(draft, "me", "a/0", "mine", 1, "mine", known=theirs, outdo=True)
    assert [line.cause for line in store.versions(draft)] == ["", draft_store.ANOTHER_SERVER]
    with pytest.raises(OvertakenError) as caught:
        store.save(draft, "me", "b/0", "more", 1, "more", known=theirs)
    assert caught.value.outdone


def test_a_draft_never_saved_is_forgotten(
    store: Drafts, both: Store, clock: list[datetime]
) -> None:
    empty, full = store.begin("me"), store.begin("me")
    save(store, full, "one")
    clock[0] += draft_store.EMPTY_AGE + timedelta(minutes=1)
    again = Drafts(both)
    assert not again.exists(empty)
    assert again.load(full) == "one"
