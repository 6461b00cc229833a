"""The list of an owner's drafts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.drafts import draft_store
from app.core.drafts.draft_store import Drafts
from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.store import database
from app.core.store.store import Store


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    times = [datetime(2031, 5, 4, 12, 0)]
    monkeypatch.setattr(database, "now", lambda: times[0])
    return times


@pytest.fixture
def drafts(both: Store, clock: list[datetime]) -> dict[str, str]:
    """Ids by name: of mine, the oldest first, and one of somebody else's."""
    store, found = Drafts(both), {}
    for name in ("Ärger 100%", "siamese", "Siamese twins", "yours"):
        owner = "you" if name == "yours" else "me"
        found[name] = store.begin(owner)
        clock[0] += timedelta(minutes=1)
        store.save(found[name], owner, "w", name, 3, f"design of {name}")
    return found


@pytest.fixture
def owned(both: Store, drafts: dict[str, str]) -> OwnedDrafts:
    return OwnedDrafts(both)


def names(owned: OwnedDrafts, owner: str = "me", **how: object) -> list[str]:
    return [one.name for one in owned.page(owner, **how).drafts]  # type: ignore[arg-type]


def test_pages_are_in_order(owned: OwnedDrafts) -> None:
    assert names(owned) == ["Siamese twins", "siamese", "Ärger 100%"]
    assert names(owned, offset=1, limit=1) == ["siamese"]
    assert owned.page("me", limit=1).total == 3
    assert names(owned, order="name")[:2] == ["siamese", "Siamese twins"]
    assert names(owned, "nobody") == []


@pytest.mark.parametrize(
    ("search", "found"),
    [("SIAMESE", 2), ("twins siam", 1), ("ärger", 1), ("100%", 1), ("%", 1), ("_", 0), ("a\0r", 0)],
)
def test_words_are_looked_for_in_whatever_case(owned: OwnedDrafts, search: str, found: int) -> None:
    assert len(names(owned, search=search)) == owned.page("me", search=search).total == found


def test_drafts_are_put_into_folders(owned: OwnedDrafts, drafts: dict[str, str]) -> None:
    assert owned.move("me", [drafts["siamese"], drafts["yours"]], "  Week\n 1 ") == 1
    assert owned.folders("me") == {"Week 1": 1}
    assert names(owned, folder="Week 1") == ["siamese"]
    assert names(owned, folder="") == ["Siamese twins", "Ärger 100%"]
    assert names(owned, search="week") == ["siamese"]
    assert owned.page("me", folder="Week 1").drafts[0].folder == "Week 1"
    assert owned.folders("you") == {}
    owned.move("me", [drafts["siamese"]], "")
    assert owned.folders("me") == {}


def test_the_trash_gives_back(owned: OwnedDrafts, both: Store, drafts: dict[str, str]) -> None:
    gone = drafts["siamese"]
    assert owned.delete("me", [gone, drafts["yours"]]) == 1
    assert names(owned) == ["Siamese twins", "Ärger 100%"]
    assert names(owned, trash=True) == ["siamese"]
    assert [line.name for line in Drafts(both).recent("me")] == names(owned)
    assert owned.restore("me", [gone]) == 1
    assert len(names(owned)) == 3
    assert owned.forget("me", [gone]) == 0
    owned.delete("me", [gone])
    assert owned.forget("you") == 0
    assert owned.forget("me", [gone]) == 1
    assert not Drafts(both).exists(gone)


def test_what_is_changed_comes_out_of_the_trash(
    owned: OwnedDrafts, both: Store, drafts: dict[str, str]
) -> None:
    store, gone = Drafts(both), drafts["siamese"]
    owned.delete("me", [gone])
    store.save(gone, "me", "w", "siamese", 3, "design of siamese")
    assert names(owned, trash=True) == ["siamese"]
    store.save(gone, "me", "w", "siamese", 3, "changed")
    assert names(owned, trash=True) == []


def test_the_trash_is_emptied_after_a_while(
    owned: OwnedDrafts, both: Store, drafts: dict[str, str], clock: list[datetime]
) -> None:
    owned.delete("me", [drafts["siamese"]])
    clock[0] += draft_store.TRASH_AGE
    assert Drafts(both).exists(drafts["siamese"])
    clock[0] += timedelta(minutes=1)
    assert not Drafts(both).exists(drafts["siamese"])
