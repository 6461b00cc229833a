"""Tables of before become today's, whoever is first."""

from __future__ import annotations

import sqlite3
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.core.drafts.block_store import BlockStore
from app.core.drafts.draft_store import Drafts
from app.core.store import database, schema
from app.core.store.store import Store
from app.core.store.tables import Base

BEFORE = Path(__file__).with_name("revision_1.sql")
"""A file as Layerloom made it before it had revisions, as SQL."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of before."""
    path = tmp_path / "drafts.sqlite3"
    file = sqlite3.connect(path)
    file.executescript(BEFORE.read_text("utf-8"))
    file.close()
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "now", lambda: datetime(2026, 11, 20, 10, 0))


@pytest.mark.usefixtures("clock")
def test_a_file_of_before_is_taken_over(path: Path) -> None:
    store = Store(path)
    drafts = Drafts(store)
    assert not store.incident
    lines = {line.draft: line for line in drafts.recent("owner-one")}
    assert list(lines) == ["second-draft-of-one", "first-draft-of-one"]
    first = lines["first-draft-of-one"]
    assert (first.name, first.nodes, first.version) == ("mlp again", 5, 2)
    assert first.saved_at == datetime(2026, 11, 20, 9, 5)
    assert drafts.load("first-draft-of-one", 1) == '{"old": 1}'
    assert drafts.load("draft-of-two") == '{"old": 4}'
    assert drafts.exists("never-saved")
    assert drafts.has_agreed("owner-one", "digest")
    assert [block.title for block in BlockStore(store).blocks("owner-one")] == ["My block"]
    store.close()


def test_a_file_of_before_kept_blocks_is_taken_over(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE blocks")
    file.close()
    store = Store(path)
    assert BlockStore(store).blocks("owner-one") == ()
    assert Drafts(store).load("draft-of-two") == '{"old": 4}'


@pytest.mark.parametrize("old", [True, False])
def test_migrated_and_new_tables_are_what_the_rows_say(path: Path, old: bool) -> None:
    if not old:
        path.unlink()
    engine = database.open_database(database.address(path))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert found == []


def test_the_newest_revision_is_the_last_file() -> None:
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


@pytest.mark.usefixtures("clock")
def test_servers_that_start_at_once_migrate_once(path: Path) -> None:
    begun = threading.Barrier(4)
    found: list[int] = []

    def start() -> None:
        begun.wait()
        found.append(len(Drafts(Store(path)).recent("owner-one")))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 4


def test_alembic_is_not_asked_where_nothing_is_to_be_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(path).close()
    monkeypatch.setitem(sys.modules, "alembic", None)
    for place in (path, path.with_name("new.sqlite3")):
        drafts = Drafts(Store(place))
        assert drafts.exists(drafts.begin("me"))
