"""The people who have signed in, in the store, and what becomes theirs when they do."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.people.person import Identity, Person, Role
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import (
    AgreementRow,
    BlockRow,
    ClassRow,
    DraftRow,
    MemberRow,
    PersonRow,
    ProgressRow,
    ShareRow,
)
from app.core.store.upsert import insert

_REMEMBERED = 10_000
"""Beyond so many ids all are forgotten, and looked up again."""


class People:
    """The people in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: dict[tuple[str, str], str] = {}

    def come(self, identity: Identity, role: Role) -> Person:
        """Take down that somebody is here, with what the provider says of them now.

        Args:
            identity: Who it is.
            role: What they may do now.

        Raises:
            DraftError: If it cannot be stored.
        """
        now = database.now()
        said = {"name": identity.name, "email": identity.email, "role": role, "seen_at": now}
        who = {"issuer": identity.issuer, "subject": identity.subject}
        with self._store.transaction() as session:
            row = insert(session, PersonRow).values(
                id=secrets.token_urlsafe(16), created_at=now, **who, **said
            )
            # Two pages may be opened at the same time.
            session.execute(
                row.on_conflict_do_update(index_elements=["issuer", "subject"], set_=said)
            )
            found = session.scalars(select(PersonRow).filter_by(**who)).one()
            return _person(found)

    def find(self, person: str) -> Person | None:
        """Somebody by their id.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            row = session.get(PersonRow, person)
            return _person(row) if row else None

    def id_of(self, issuer: str, subject: str) -> str:
        """The id of somebody; empty for who has not been here. It never changes.

        Raises:
            DraftError: If the store cannot be read.
        """
        key = issuer, subject
        if key not in self._ids:
            query = select(PersonRow.id).filter_by(issuer=issuer, subject=subject)
            with self._store.reading() as session:
                found = session.scalars(query).first()
            if found is None:
                return ""
            if len(self._ids) >= _REMEMBERED:
                self._ids.clear()
            self._ids[key] = found
        return self._ids[key]

    def adopt(self, token: str, person: str) -> str:
        """Make what a browser has theirs: drafts, links, blocks, agreements, progress, classes.

        All of it or nothing; what was adopted before is not there any more, so that a second time
        changes nothing.

        Args:
            token: The browser's token.
            person: The person's id.

        Returns:
            The draft that was saved last among them; empty if there is none.

        Raises:
            DraftError: If it cannot be stored.
        """
        drafts = (
            select(DraftRow.id)
            .where(DraftRow.owner == token, DraftRow.saved_at.is_not(None))
            .where(DraftRow.deleted_at.is_(None))
            .order_by(DraftRow.saved_at.desc())
        )
        with self._store.transaction() as session:
            newest = session.scalars(drafts.limit(1)).first()
            for table in (DraftRow, ShareRow, ClassRow):
                session.execute(update(table).where(table.owner == token).values(owner=person))
            _adopt_blocks(session, token, person)
            _adopt_agreements(session, token, person)
            _adopt_progress(session, token, person)
            _adopt_memberships(session, token, person)
        return newest or ""


def _person(row: PersonRow) -> Person:
    role: Role = "teacher" if row.role == "teacher" else "learner"
    return Person(row.id, row.name or row.email or "Somebody", row.email, role)


def _adopt_blocks(session: Session, token: str, person: str) -> None:
    """A block that they have is not kept twice; of another of the same title one gets a number."""
    theirs = list(session.scalars(select(BlockRow).where(BlockRow.owner == person)))
    titles, texts = {row.title for row in theirs}, {row.text for row in theirs}
    query = select(BlockRow).where(BlockRow.owner == token).order_by(BlockRow.created_at)
    for row in session.scalars(query).all():
        if row.text in texts:
            session.delete(row)
            continue
        title, number = row.title, 1
        while title in titles:
            number += 1
            title = f"{row.title} {number}"
        row.title, row.owner = title, person
        titles.add(title)
        texts.add(row.text)


def _adopt_agreements(session: Session, token: str, person: str) -> None:
    query = select(AgreementRow).where(AgreementRow.owner == token)
    for row in session.scalars(query).all():
        again = insert(session, AgreementRow).values(
            owner=person, digest=row.digest, created_at=row.created_at
        )
        session.execute(again.on_conflict_do_nothing())
    session.execute(delete(AgreementRow).where(AgreementRow.owner == token))


def _adopt_progress(session: Session, token: str, person: str) -> None:
    """Of an exercise that was done on both sides the best of both is kept."""
    query = select(ProgressRow).where(ProgressRow.owner == token)
    for row in session.scalars(query.with_for_update()).all():
        key = (person, row.lesson, row.exercise)
        theirs = session.get(ProgressRow, key, with_for_update=True)
        if theirs is None:
            row.owner = person
            continue
        passed = [one.passed_at for one in (row, theirs) if one.passed_at is not None]
        theirs.passed_at = min(passed, default=None)
        theirs.tries += row.tries
        theirs.hints = max(row.hints, theirs.hints)
        theirs.solution_shown = row.solution_shown or theirs.solution_shown
        if row.draft_id and (row.updated_at > theirs.updated_at or not theirs.draft_id):
            theirs.draft_id = row.draft_id
        theirs.updated_at = max(row.updated_at, theirs.updated_at)
        session.delete(row)


def _adopt_memberships(session: Session, token: str, person: str) -> None:
    query = select(MemberRow).where(MemberRow.person == token)
    for row in session.scalars(query).all():
        again = insert(session, MemberRow).values(
            class_id=row.class_id, person=person, name=row.name, joined_at=row.joined_at
        )
        session.execute(again.on_conflict_do_nothing())
    session.execute(delete(MemberRow).where(MemberRow.person == token))
