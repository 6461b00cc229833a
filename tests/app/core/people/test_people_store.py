"""Who has signed in, and what becomes theirs when they do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core.drafts.agreements import Agreements
from app.core.drafts.block_store import BlockStore
from app.core.drafts.draft_store import Drafts
from app.core.people import people_store
from app.core.people.people_store import People
from app.core.people.person import Identity
from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import ClassRow, MemberRow, ProgressRow

ANN = Identity("https://id.example", "ann", "Ann", "ann@a.org")


@pytest.fixture
def people(both: Store) -> People:
    return People(both)


def test_somebody_is_known_again_by_issuer_and_subject(people: People) -> None:
    first = people.come(ANN, "learner")
    again = people.come(Identity(ANN.issuer, ANN.subject, "", "a@b.org"), "teacher")
    assert again.id == first.id
    assert (first.name, again.name, again.role) == ("Ann", "a@b.org", "teacher")
    assert people.find(first.id) == again
    assert people.id_of(ANN.issuer, ANN.subject) == first.id
    assert people.come(Identity("https://other.example", ANN.subject), "learner").id != first.id


def test_who_was_never_here_is_nobody(people: People) -> None:
    assert people.find("nobody") is None
    assert people.id_of("https://id.example", "later") == ""
    known = people.come(Identity("https://id.example", "later"), "learner")
    assert people.id_of("https://id.example", "later") == known.id


def test_what_a_browser_has_becomes_theirs_once(people: People, both: Store) -> None:
    drafts, blocks, agreements = Drafts(both), BlockStore(both), Agreements(both)
    drafts.begin("token", "empty")
    drafts.save("first", "token", "w", "net", 3, "{}")
    drafts.save("second", "token", "w", "net", 3, "{}")
    drafts.save("other", "another-browser", "w", "net", 3, "{}")
    agreements.agree("token", "digest")
    agreements.agree("ann", "digest")
    blocks.keep("ann", "Mine", {"name": "mine"})
    blocks.keep("token", "Mine", {"name": "other"})
    blocks.keep("token", "Again", {"name": "mine"})
    assert people.adopt("token", "ann") == "second"
    assert [drafts.owner_of(one) for one in ("empty", "first", "second")] == ["ann"] * 3
    assert drafts.owner_of("other") == "another-browser"
    assert agreements.has_agreed("ann", "digest")
    assert not agreements.has_agreed("token", "digest")
    assert [block.title for block in blocks.blocks("ann")] == ["Mine", "Mine 2"]
    assert blocks.blocks("token") == ()
    assert people.adopt("token", "ann") == ""
    assert people.adopt("token", "ben") == ""
    assert drafts.owner_of("first") == "ann"


def progress(owner: str, exercise: str, minute: int, **facts: Any) -> ProgressRow:
    at = database.now().replace(microsecond=0) + timedelta(minutes=minute)
    passed = at if facts.pop("passed", False) else None
    return ProgressRow(
        owner=owner, lesson="l", exercise=exercise, updated_at=at, passed_at=passed, **facts
    )


def test_the_best_of_both_is_kept_of_an_exercise(people: People, both: Store) -> None:
    with both.transaction() as session:
        session.add_all(
            [
                progress("token", "one", 2, tries=2, hints=2, draft_id="new", passed=True),
                progress("ann", "one", 1, tries=1, solution_shown=True, draft_id="old"),
                progress("token", "two", 1, tries=5),
                progress("ben", "one", 1, tries=9),
            ]
        )
    people.adopt("token", "ann")
    people.adopt("token", "ann")
    with both.reading() as session:
        query = select(ProgressRow).order_by(ProgressRow.owner, ProgressRow.exercise)
        one, two, bens = session.scalars(query).all()
        assert (one.owner, one.tries, one.hints, one.solution_shown) == ("ann", 3, 2, True)
        assert one.passed_at is not None
        assert one.draft_id == "new"
        assert (two.owner, two.tries) == ("ann", 5)
        assert (bens.owner, bens.tries) == ("ben", 9)


def test_classes_and_memberships_go_along(people: People, both: Store) -> None:
    now = database.now()
    with both.transaction() as session:
        for name, owner in (("a", "token"), ("b", "ben")):
            session.add(ClassRow(id=name, owner=owner, title="T", code=name, created_at=now))
        session.flush()
        for name, person in (("a", "token"), ("b", "token"), ("b", "ann")):
            session.add(MemberRow(class_id=name, person=person, name="A", joined_at=now))
    people.adopt("token", "ann")
    with both.reading() as session:
        members = session.scalars(select(MemberRow).order_by(MemberRow.class_id)).all()
        assert [(row.class_id, row.person) for row in members] == [("a", "ann"), ("b", "ann")]
        owners = session.scalars(select(ClassRow.owner).order_by(ClassRow.id)).all()
        assert owners == ["ann", "ben"]


def test_all_of_it_or_nothing(people: People, both: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(both)
    drafts.save("first", "token", "w", "net", 3, "{}")

    def fail(*_: Any) -> None:
        raise DraftError("The disk is full.")

    monkeypatch.setattr(people_store, "_adopt_memberships", fail)
    with pytest.raises(DraftError):
        people.adopt("token", "ann")
    assert drafts.owner_of("first") == "token"
