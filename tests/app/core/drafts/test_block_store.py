"""Blocks that owners keep."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.drafts import block_store
from app.core.drafts.block_store import BlockStore
from app.core.store.store import Store
from model_codegen.design.errors import DesignError


@pytest.fixture
def store(both: Store) -> BlockStore:
    return BlockStore(both)


def design(name: str) -> dict[str, Any]:
    return {"name": name}


def titles(store: BlockStore, owner: str = "me") -> list[str]:
    return [block.title for block in store.blocks(owner)]


def test_a_kept_block_is_its_owners_only(store: BlockStore) -> None:
    store.keep("me", "  My   block ", design("a"))
    [block] = store.blocks("me")
    assert (block.title, block.design) == ("My block", design("a"))
    assert store.blocks("you") == ()
    store.delete("you", block.id)
    store.rename("you", block.id, "yours")
    assert titles(store) == ["My block"]


def test_the_same_block_is_kept_once_and_another_of_its_title_is_numbered(
    store: BlockStore,
) -> None:
    assert store.keep("me", "block", design("a")) == "block"
    assert store.keep("me", "again", design("a")) == "block"
    assert store.keep("me", "block", design("b")) == "block 2"
    assert titles(store) == ["block", "block 2"]


def test_it_is_renamed_and_deleted(store: BlockStore) -> None:
    for name in ("a", "b"):
        store.keep("me", name, design(name))
    first, second = store.blocks("me")
    store.rename("me", first.id, "c")
    assert titles(store) == ["b", "c"]
    with pytest.raises(DesignError, match='Another of your blocks is called "c"'):
        store.rename("me", second.id, "c")
    with pytest.raises(DesignError, match="needs a name"):
        store.rename("me", second.id, " ")
    store.delete("me", first.id)
    assert titles(store) == ["b"]


def test_their_number_and_size_are_bounded(
    store: BlockStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block_store, "MOST_BLOCKS", 2)
    for name in ("a", "b"):
        store.keep("me", name, design(name))
    with pytest.raises(DesignError, match="You keep 2 blocks"):
        store.keep("me", "c", design("c"))
    store.keep("you", "c", design("c"))
    monkeypatch.setattr(block_store, "MOST_BYTES", 20)
    with pytest.raises(DesignError, match="MB together"):
        store.keep("you", "d", design("d"))
