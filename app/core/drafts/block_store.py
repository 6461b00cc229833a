"""The blocks that owners keep."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pydantic_core
from sqlalchemy import delete, func, select, update

from app.core.drafts.kept_block import KeptBlock, checked_title
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import BlockRow
from model_codegen.design.errors import DesignError

MOST_BLOCKS = 100
"""How many blocks an owner keeps."""

MOST_BYTES = 4 * 1024 * 1024
"""How much JSON they may have together: all of it goes to each page of the owner's."""


class BlockStore:
    """The blocks in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def blocks(self, owner: str) -> tuple[KeptBlock, ...]:
        """An owner's blocks, by title.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = select(BlockRow).where(BlockRow.owner == owner)
        with self._store.reading() as session:
            found = [
                KeptBlock(row.id, row.title, json.loads(row.text)) for row in session.scalars(query)
            ]
        return tuple(sorted(found, key=lambda block: (block.title.casefold(), block.id)))

    def keep(self, owner: str, title: str, design: dict[str, Any]) -> str:
        """Keep one more block; where the title is taken by another, it is numbered.

        Args:
            owner: Whose it is.
            title: What it is called.
            design: See `KeptBlock.design`.

        Returns:
            The title under which it is kept: that of a block which is the same, if there is one.

        Raises:
            DraftError: If it cannot be stored.
            DesignError: If there are too many already, or they have too much in them.
        """
        title = checked_title(title)
        text = pydantic_core.to_json(design).decode()
        with self._store.transaction() as session:
            rows = list(session.scalars(select(BlockRow).where(BlockRow.owner == owner)))
            for row in rows:
                if row.text == text:
                    return row.title
            if len(rows) >= MOST_BLOCKS:
                raise DesignError(
                    f"You keep {MOST_BLOCKS} blocks, which is as many as there can be. Delete one "
                    "that you no longer need."
                )
            if sum(len(row.text) for row in rows) + len(text) > MOST_BYTES:
                raise DesignError(
                    f"Your blocks would have more than {MOST_BYTES // 2**20} MB together. Delete "
                    "one that you no longer need, or save this one as a file."
                )
            title = _free(title, {row.title for row in rows})
            session.add(
                BlockRow(
                    id=secrets.token_urlsafe(9),
                    owner=owner,
                    title=title,
                    text=text,
                    created_at=database.now(),
                )
            )
        return title

    def rename(self, owner: str, block: str, title: str) -> None:
        """Give a block of an owner's another title.

        Raises:
            DraftError: If it cannot be stored.
            DesignError: If the title is none, or another of the owner's blocks has it.
        """
        title = checked_title(title)
        with self._store.transaction() as session:
            same = select(func.count()).where(
                BlockRow.owner == owner, BlockRow.title == title, BlockRow.id != block
            )
            if session.scalar(same):
                raise DesignError(f'Another of your blocks is called "{title}".')
            mine = (BlockRow.owner == owner) & (BlockRow.id == block)
            session.execute(update(BlockRow).where(mine).values(title=title))

    def delete(self, owner: str, block: str) -> None:
        """Keep a block of an owner's no longer; designs that use it stay as they are.

        Raises:
            DraftError: If that cannot be stored.
        """
        with self._store.transaction() as session:
            mine = (BlockRow.owner == owner) & (BlockRow.id == block)
            session.execute(delete(BlockRow).where(mine))


def _free(title: str, taken: set[str]) -> str:
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} {number}"
    return free
