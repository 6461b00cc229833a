"""The tables of a database brought up to date, by whichever server is first.

Alembic takes a third of a second to import, so it is asked only where a revision is missing.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.core.store.tables import Base

HEAD = "2"
"""The newest revision; the last one in `migrations/versions`."""

_LOCK = 7_041_226_014
"""PostgreSQL's advisory lock for this; any number that nothing else uses."""

_FIRST = {"drafts": "owner", "versions": "draft_id", "blocks": "title", "agreements": "digest"}
"""A column of each table of the first revision, by which it is known as ours."""


class ForeignTablesError(Exception):
    """The database has tables of something else."""


class NewerError(Exception):
    """The database was made by a newer Layerloom."""


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables, or have them migrated; in the transaction of the connection.

    Args:
        connection: On SQLite its transaction holds the file's write lock already.

    Raises:
        ForeignTablesError: If the database has tables of these names that are not ours.
        NewerError: If it was made by a newer version.
        SQLAlchemyError: If the database refuses.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    tables = set(inspect(connection).get_table_names())
    revision = _revision(connection) if "alembic_version" in tables else None
    if revision == HEAD:
        return
    if revision is not None and not revision.isdigit():
        raise ForeignTablesError(f'it has tables of something else, at revision "{revision}"')
    if revision is not None and int(revision) > int(HEAD):
        raise NewerError(
            f"it was last used by a newer Layerloom, whose tables are of revision {revision}, and "
            f"this one knows {HEAD}: install the newer one, or restore a backup of before"
        )
    if revision is None and not tables & {*Base.metadata.tables}:
        Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD}
        )
        return
    if revision is None:
        _check_first(connection, tables)
    _migrate(connection)


def _revision(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _check_first(connection: Connection, tables: set[str]) -> None:
    for table in tables & {*Base.metadata.tables}:
        columns = {column["name"] for column in inspect(connection).get_columns(table)}
        if _FIRST.get(table) not in columns:
            raise ForeignTablesError(f'its table "{table}" is of something else')


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
