"""Teachers' classes, in the store."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from app.core.classes.school_class import Homework, Member, SchoolClass
from app.core.one_line import one_line
from app.core.people import audit
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import ClassRow, HomeworkRow, MemberRow
from app.core.store.upsert import insert
from model_codegen.design.errors import DesignError

MOST_CLASSES = 100
"""How many a teacher may have."""

MOST_MEMBERS = 1000
"""How many learners a class may have."""

LONGEST = 80
"""The most letters of a title, and of a name."""

NOT_YOURS = "This class is not yours, or it was deleted."

UNKNOWN = (
    "This link leads to no class. It may have been deleted, or not all of the link was copied: ask "
    "your teacher for a new one."
)


class ClassStore:
    """The classes in a store. All methods may be called from any thread.

    Teachers and learners are named by the owner of their drafts. All methods raise `DraftError` if
    the store cannot be read or written, and those for a teacher `DesignError` if the class is
    another's.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, owner: str, title: str) -> SchoolClass:
        """Make a class.

        Args:
            owner: Its teacher.
            title: What it is called.

        Raises:
            DesignError: If the title is none, or it is one class too many.
        """
        title = _line(title, "The title of a class", "A class needs a title.")
        with self._store.transaction() as session:
            count = select(func.count()).where(ClassRow.owner == owner)
            if (session.scalar(count) or 0) >= MOST_CLASSES:
                raise DesignError(
                    f"You have {MOST_CLASSES} classes, as many as there can be: delete one."
                )
            made = ClassRow(
                id=secrets.token_urlsafe(12),
                owner=owner,
                title=title,
                code=secrets.token_urlsafe(9),
                created_at=database.now(),
            )
            session.add(made)
            return _class(made)

    def delete(self, owner: str, school_class: str) -> None:
        """Delete a class; what its members have drawn stays theirs."""
        with self._store.transaction() as session:
            session.delete(_owned(session, owner, school_class))

    def of(self, owner: str) -> list[SchoolClass]:
        """A teacher's classes, oldest first."""
        query = (
            select(ClassRow)
            .where(ClassRow.owner == owner)
            .order_by(ClassRow.created_at, ClassRow.id)
        )
        with self._store.reading() as session:
            return [_class(row) for row in session.scalars(query)]

    def find(self, code: str) -> SchoolClass | None:
        """The class of a link; None if there is none."""
        with self._store.reading() as session:
            row = session.scalars(select(ClassRow).where(ClassRow.code == _plain(code))).first()
            return _class(row) if row is not None else None

    def join(self, code: str, person: str, name: str) -> SchoolClass:
        """Become a member of a class; who is one changes their name.

        Args:
            code: Of the link.
            person: Who joins.
            name: What the teacher shall read.

        Raises:
            DesignError: If there is no such class, it is full, or the name is none.
        """
        missing = "Say your name, so that your teacher knows who you are."
        name = _line(name, "A name", missing)
        with self._store.transaction() as session:
            found = session.scalars(
                select(ClassRow).where(ClassRow.code == _plain(code)).with_for_update()
            ).first()
            if found is None:
                raise DesignError(UNKNOWN)
            member = session.get(MemberRow, (found.id, person))
            if member is not None:
                member.name = name
                return _class(found)
            count = select(func.count()).where(MemberRow.class_id == found.id)
            if (session.scalar(count) or 0) >= MOST_MEMBERS:
                raise DesignError(f"This class has {MOST_MEMBERS} members: no more can join.")
            audit.write(session, person, "class joined", found.id)
            session.add(
                MemberRow(class_id=found.id, person=person, name=name, joined_at=database.now())
            )
            return _class(found)

    def leave(self, school_class: str, person: str) -> None:
        """Be a member of a class no longer."""
        gone = (MemberRow.class_id == school_class) & (MemberRow.person == person)
        with self._store.transaction() as session:
            session.execute(delete(MemberRow).where(gone))
            audit.write(session, person, "class left", school_class)

    def remove(self, owner: str, school_class: str, person: str) -> None:
        """Take a member out of a class of one's own."""
        with self._store.transaction() as session:
            _owned(session, owner, school_class)
            gone = (MemberRow.class_id == school_class) & (MemberRow.person == person)
            session.execute(delete(MemberRow).where(gone))
            audit.write(session, person, "class left", school_class)

    def members(self, owner: str, school_class: str) -> list[Member]:
        """The members of a class of one's own, by name."""
        with self._store.reading() as session:
            _owned(session, owner, school_class)
            rows = session.scalars(select(MemberRow).where(MemberRow.class_id == school_class))
            found = [Member(row.person, row.name, row.joined_at) for row in rows]
        # Not by the database, whose order of letters is another on each.
        return sorted(found, key=lambda one: (one.name.casefold(), one.joined_at, one.person))

    def joined(self, person: str) -> list[SchoolClass]:
        """The classes that somebody is a member of."""
        query = (
            select(ClassRow)
            .join(MemberRow, MemberRow.class_id == ClassRow.id)
            .where(MemberRow.person == person)
            .order_by(MemberRow.joined_at, ClassRow.id)
        )
        with self._store.reading() as session:
            return [_class(row) for row in session.scalars(query)]

    def teaches(self, teacher: str, person: str) -> bool:
        """Whether somebody is a member of a class of a teacher's."""
        query = (
            select(MemberRow.person)
            .join(ClassRow, ClassRow.id == MemberRow.class_id)
            .where(ClassRow.owner == teacher, MemberRow.person == person)
            .limit(1)
        )
        with self._store.reading() as session:
            return session.scalars(query).first() is not None

    def give(
        self, owner: str, school_class: str, lesson: str, due_at: datetime | None = None
    ) -> None:
        """Set a lesson as homework, or change until when.

        Args:
            owner: The teacher.
            school_class: The class.
            lesson: Its slug.
            due_at: Until when, naive and in UTC.
        """
        with self._store.transaction() as session:
            _owned(session, owner, school_class)
            made = insert(session, HomeworkRow).values(
                class_id=school_class, lesson=lesson, due_at=due_at, created_at=database.now()
            )
            session.execute(
                made.on_conflict_do_update(
                    index_elements=["class_id", "lesson"], set_={"due_at": due_at}
                )
            )

    def withdraw(self, owner: str, school_class: str, lesson: str) -> None:
        """Take homework back."""
        with self._store.transaction() as session:
            _owned(session, owner, school_class)
            gone = (HomeworkRow.class_id == school_class) & (HomeworkRow.lesson == lesson)
            session.execute(delete(HomeworkRow).where(gone))

    def homework(self, owner: str, school_class: str) -> list[Homework]:
        """What a class of one's own is to do, what is due first at the top."""
        with self._store.reading() as session:
            _owned(session, owner, school_class)
            rows = session.execute(_given().where(ClassRow.id == school_class))
            return _sorted([_homework(given, title) for given, title in rows])

    def homework_of(self, person: str) -> list[Homework]:
        """What somebody is to do, what is due first at the top."""
        query = (
            _given()
            .join(MemberRow, MemberRow.class_id == ClassRow.id)
            .where(MemberRow.person == person)
        )
        with self._store.reading() as session:
            rows = session.execute(query)
            return _sorted([_homework(given, title) for given, title in rows])


def _given() -> Select[HomeworkRow, str]:
    return (
        select(HomeworkRow, ClassRow.title)
        .join(ClassRow, ClassRow.id == HomeworkRow.class_id)
        .order_by(HomeworkRow.created_at, HomeworkRow.lesson)
    )


def _sorted(found: list[Homework]) -> list[Homework]:
    return sorted(found, key=lambda one: one.due_at or datetime.max)


def _homework(row: HomeworkRow, title: str) -> Homework:
    return Homework(row.class_id, title, row.lesson, row.due_at)


def _owned(session: Session, owner: str, school_class: str) -> ClassRow:
    row = session.get(ClassRow, school_class)
    if row is None or row.owner != owner:
        raise DesignError(NOT_YOURS)
    return row


def _class(row: ClassRow) -> SchoolClass:
    return SchoolClass(row.id, row.owner, row.title, row.code, row.created_at)


def _plain(text: str) -> str:
    return text.replace("\0", "")  # Which PostgreSQL takes in no text.


def _line(text: str, what: str, missing: str) -> str:
    """Text of one line as it is kept.

    Raises:
        DesignError: If it is longer than `what` may be, or empty; that says what is `missing`.
    """
    line = one_line(text, LONGEST, what)
    if not line:
        raise DesignError(missing)
    return line
