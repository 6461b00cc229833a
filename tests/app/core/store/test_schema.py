"""Tables of before become today's, whoever is first."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.core.drafts.agreements import Agreements
from app.core.drafts.block_store import BlockStore
from app.core.drafts.draft_store import Drafts
from app.core.store import database, schema
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import Base
from tests.postgres import Cluster

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
def postgres_of_before(cluster: Cluster) -> Iterator[str]:
    """The same in PostgreSQL, where there has never been such a one: revision 1."""
    url = cluster.make()
    engine = database.engine(database.address(url))
    with engine.begin() as connection:
        for statement in BEFORE.read_text("utf-8").split(";\n"):
            if statement.startswith(("CREATE", "INSERT")):
                connection.exec_driver_sql(statement.replace("DATETIME", "TIMESTAMP"))
    engine.dispose()
    yield url
    cluster.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def of_before(request: pytest.FixtureRequest) -> Path | str:
    name = "path" if request.param == "sqlite" else "postgres_of_before"
    found: Path | str = request.getfixturevalue(name)
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "now", lambda: datetime(2026, 11, 20, 10, 0))


@pytest.mark.usefixtures("clock")
def test_tables_of_before_are_taken_over(of_before: Path | str) -> None:
    store = Store(of_before)
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
    assert Agreements(store).has_agreed("owner-one", "digest")
    assert [block.title for block in BlockStore(store).blocks("owner-one")] == ["My block"]
    store.close()


def test_a_file_of_before_kept_blocks_is_taken_over(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE blocks")
    file.close()
    store = Store(path)
    assert BlockStore(store).blocks("owner-one") == ()
    assert Drafts(store).load("draft-of-two") == '{"old": 4}'


def test_migrated_tables_are_what_the_rows_say(of_before: Path | str) -> None:
    assert different(of_before) == []


def test_new_tables_are_what_the_rows_say(place: Path | str) -> None:
    assert different(place) == []


def different(place: Path | str) -> list[Any]:
    """What the tables have otherwise than the rows."""
    Store(place).close()
    engine = database.engine(database.address(place))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    return list(found)


def test_the_newest_revision_is_the_last_file() -> None:
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


@pytest.mark.usefixtures("clock")
def test_servers_that_start_at_once_migrate_once(of_before: Path | str) -> None:
    begun = threading.Barrier(4)
    found: list[int] = []

    def start() -> None:
        begun.wait()
        store = Store(of_before)
        found.append(len(Drafts(store).recent("owner-one")))
        store.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 4


def test_a_postgresql_database_with_other_tables_is_left_alone(cluster: Cluster) -> None:
    url = cluster.make()
    engine = database.engine(database.address(url))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE versions (something TEXT)")
    engine.dispose()
    store = Store(url)
    with pytest.raises(DraftError, match='its table "versions" is of something else'):
        Drafts(store).begin("me")
    assert not store.incident
    cluster.drop(url)


def test_alembic_is_not_asked_where_nothing_is_to_be_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(path).close()
    monkeypatch.setitem(sys.modules, "alembic", None)
    for place in (path, path.with_name("new.sqlite3")):
        drafts = Drafts(Store(place))
        assert drafts.exists(drafts.begin("me"))
