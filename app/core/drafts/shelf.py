"""`Shelf`: the blocks that an owner keeps, the same for all pages of that owner."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.core.drafts.kept_block import KeptBlock, read_block

if TYPE_CHECKING:
    from app.core.drafts.block_store import BlockStore
    from app.core.store.store import Store

T = TypeVar("T")


class Looker(Protocol):
    """Whoever shows the blocks of an owner."""

    def changed(self) -> None:
        """They are others now; called in any thread, and expected to return at once."""


class Shelf:
    """An owner's blocks, read when a page needs them first.

    Args:
        owner: The token of the browser that they belong to.
        store: The store, opened when it is first needed.

    Attributes:
        blocks: The blocks, by title; None before they were read. Another tuple once they changed.
    """

    def __init__(self, owner: str, store: Callable[[], Store]) -> None:
        self.blocks: tuple[KeptBlock, ...] | None = None
        self._owner = owner
        self._store = store
        self._lock = threading.Lock()
        self._lookers: weakref.WeakSet[Looker] = weakref.WeakSet()

    def look(self, looker: Looker) -> None:
        """Tell somebody of every change from now on, as long as they live."""
        with self._lock:
            self._lookers.add(looker)

    def read(self) -> None:
        """Have them read, unless they are.

        Raises:
            DraftError: If the store cannot be read.
        """
        if self.blocks is None:
            self._change(lambda _: None)

    def keep(self, title: str, text: str) -> str:
        """Keep one more block; see `BlockStore.keep`.

        Args:
            title: What it is called.
            text: A design file whose main model uses the block once.

        Raises:
            DraftError: If it cannot be stored.
            DesignError: If it is no block, or one too many.
        """
        design = read_block(text)
        return self._change(lambda store: store.keep(self._owner, title, design))

    def rename(self, block: str, title: str) -> None:
        """Give a block another title; see `BlockStore.rename`.

        Raises:
            DraftError: If it cannot be stored.
            DesignError: If the title is none, or taken.
        """
        self._change(lambda store: store.rename(self._owner, block, title))

    def delete(self, block: str) -> None:
        """Keep a block no longer.

        Raises:
            DraftError: If that cannot be stored.
        """
        self._change(lambda store: store.delete(self._owner, block))

    def _change(self, change: Callable[[BlockStore], T]) -> T:
        from app.core.drafts.block_store import BlockStore

        store = BlockStore(self._store())
        with self._lock:
            done = change(store)
            self.blocks = store.blocks(self._owner)
            lookers = list(self._lookers)
        for looker in lookers:
            looker.changed()
        return done


class Shelves:
    """The shelves of this server: one of each owner, as long as somebody holds it.

    Args:
        store: The store, opened when it is first needed.
    """

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._open: weakref.WeakValueDictionary[str, Shelf] = weakref.WeakValueDictionary()

    def of(self, owner: str) -> Shelf:
        """The shelf of an owner."""
        with self._lock:
            shelf = self._open.get(owner)
            if shelf is None:
                shelf = self._open[owner] = Shelf(owner, self._store)
            return shelf
