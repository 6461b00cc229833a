"""How far learners are, in the store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.drafts import draft_ids
from app.core.progress.progress import Progress
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import DraftRow, ProgressRow
from app.core.store.upsert import insert

HINTS = 2
"""How many an exercise has."""


class ProgressStore:
    """The progress in a store. All methods may be called from any thread.

    An exercise is named by its key, `lesson-slug/exercise-id`, and a learner by the owner of their
    drafts. All methods raise `DraftError` if the store cannot be read or written.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, owner: str) -> Mapping[str, Progress]:
        """What a learner has begun, by key."""
        return self.of_all([owner]).get(owner, {})

    def of_all(self, owners: Iterable[str]) -> dict[str, dict[str, Progress]]:
        """What several learners have begun: by owner, then by key."""
        query = (
            select(ProgressRow)
            .where(ProgressRow.owner.in_([*owners]))
            .order_by(ProgressRow.owner, ProgressRow.lesson, ProgressRow.exercise)
        )
        found: dict[str, dict[str, Progress]] = {}
        with self._store.reading() as session:
            for row in session.scalars(query):
                of = found.setdefault(row.owner, {})
                of[f"{row.lesson}/{row.exercise}"] = _progress(row)
        return found

    def draft_for(self, owner: str, key: str) -> str:
        """The id of the draft of an answer: the one there is, else one for it. Writes nothing.

        Args:
            owner: The learner.
            key: The exercise.
        """
        lesson, _, exercise = key.partition("/")
        own = draft_ids.of_answer(owner, key)
        with self._store.reading() as session:
            row = session.get(ProgressRow, (owner, lesson, exercise))
            if row is not None and _is_there(session, row.draft_id, owner):
                return row.draft_id
            # One that was thrown away stays where it is.
            gone = session.get(DraftRow, own) is not None and not _is_there(session, own, owner)
        return draft_ids.fresh(owner) if gone else own

    def begin(self, owner: str, key: str, draft: str) -> None:
        """Note the draft of an answer, before it is saved for the first time.

        Where another is noted that is still there, both are kept, and that one is the answer.

        Args:
            owner: The learner.
            key: The exercise.
            draft: The id of the draft.
        """
        with self._store.transaction() as session:
            row = _row(session, owner, key)
            now = database.now()
            made = insert(session, DraftRow).values(
                id=draft, owner=owner, created_at=now, exercise=key
            )
            session.execute(made.on_conflict_do_nothing())
            if not _is_there(session, row.draft_id, owner):
                row.draft_id, row.updated_at = draft, now

    def tried(self, owner: str, key: str) -> None:
        """An answer was checked and is wrong."""
        with self._changing(owner, key) as row:
            row.tries += 1

    def hinted(self, owner: str, key: str, hints: int) -> None:
        """So many hints were read."""
        with self._changing(owner, key) as row:
            row.hints = max(row.hints, min(hints, HINTS))

    def looked(self, owner: str, key: str) -> None:
        """The solution was looked at."""
        with self._changing(owner, key) as row:
            row.solution_shown = True

    def passed(self, owner: str, key: str) -> bool:
        """An answer is right.

        Returns:
            Whether it is the first that is.
        """
        with self._changing(owner, key) as row:
            if row.passed_at is not None:
                return False
            row.passed_at = database.now()
            row.tries += 1
            return True

    @contextlib.contextmanager
    def _changing(self, owner: str, key: str) -> Iterator[ProgressRow]:
        with self._store.transaction() as session:
            row = _row(session, owner, key)
            yield row
            row.updated_at = database.now()


def _is_there(session: Session, draft: str, owner: str) -> bool:
    """Whether a draft is an owner's and not in the trash."""
    row = session.get(DraftRow, draft) if draft else None
    return row is not None and row.owner == owner and row.deleted_at is None


def _row(session: Session, owner: str, key: str) -> ProgressRow:
    """The row of an exercise, made if need be; nobody else changes it until all is stored."""
    lesson, _, exercise = key.partition("/")
    made = insert(session, ProgressRow).values(
        owner=owner, lesson=lesson, exercise=exercise, updated_at=database.now()
    )
    session.execute(made.on_conflict_do_nothing())
    query = (
        select(ProgressRow)
        .where(
            ProgressRow.owner == owner,
            ProgressRow.lesson == lesson,
            ProgressRow.exercise == exercise,
        )
        .with_for_update()
    )
    return session.scalars(query).one()


def _progress(row: ProgressRow) -> Progress:
    return Progress(
        row.tries, row.hints, row.solution_shown, row.passed_at, row.draft_id, row.updated_at
    )
