"""The blocks of an owner, as all of the owner's pages see them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.drafts.shelf import Shelves
from app.core.store.store import Store
from model_codegen import blocks
from model_codegen.design.errors import DesignError


class Looker:
    def __init__(self) -> None:
        self.told = 0

    def changed(self) -> None:
        self.told += 1


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    store = Store(tmp_path / "drafts.sqlite3")
    yield Shelves(lambda: store)
    store.close()


def test_it_is_read_when_it_is_needed(shelves: Shelves) -> None:
    shelf = shelves.of("me")
    assert shelf.blocks is None
    shelf.read()
    assert shelf.blocks == ()


def test_every_page_of_an_owner_hears_of_a_change(shelves: Shelves) -> None:
    mine, yours = Looker(), Looker()
    shelf, other = shelves.of("me"), shelves.of("you")
    shelf.look(mine)
    other.look(yours)
    assert shelves.of("me") is shelf
    shelf.keep("up", blocks.text("unet_up"))
    assert (mine.told, yours.told) == (1, 0)
    [block] = shelf.blocks or ()
    shelf.rename(block.id, "higher")
    assert [one.title for one in shelf.blocks or ()] == ["higher"]
    shelf.delete(block.id)
    assert shelf.blocks == ()
    assert mine.told == 3


def test_what_is_no_block_changes_nothing(shelves: Shelves) -> None:
    shelf, page = shelves.of("me"), Looker()
    shelf.look(page)
    with pytest.raises(DesignError):
        shelf.keep("up", "{}")
    assert page.told == 0


def test_a_shelf_that_nobody_looks_at_is_forgotten(shelves: Shelves) -> None:
    shelves.of("me").keep("up", blocks.text("unet_up"))
    gc.collect()
    shelf = shelves.of("me")
    assert shelf.blocks is None
    shelf.read()
    assert [one.title for one in shelf.blocks or ()] == ["up"]
