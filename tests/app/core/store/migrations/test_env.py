"""An upgrade is part of the transaction of whoever asked for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import inspect

from app.core.store import database, schema
from app.core.store.migrations.versions import revision_1, revision_2
from tests.app.core.store.test_schema import BEFORE


def test_an_upgrade_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "drafts.sqlite3"
    file = sqlite3.connect(path)
    file.executescript(BEFORE.read_text("utf-8"))
    file.execute("CREATE TABLE nothing_of_ours (id INTEGER)")
    file.close()
    engine = database.engine(database.address(path))
    with engine.connect() as connection:
        schema.bring_up_to_date(connection)
        assert "people" in inspect(connection).get_table_names()
        connection.rollback()
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    engine.dispose()
    assert tables == {"agreements", "blocks", "drafts", "nothing_of_ours", "versions"}


def test_revisions_follow_each_other() -> None:
    assert [revision_1.down_revision, revision_2.down_revision] == [None, revision_1.revision]
