"""The store itself: damage, and places that cannot be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.core.drafts.draft_store import Drafts
from app.core.store.errors import DraftError
from app.core.store.store import Store
from tests.postgres import Cluster


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts.sqlite3"


def begun(store: Store, design: str) -> str:
    """A draft with this design."""
    draft = Drafts(store).begin("me")
    save(store, draft, design)
    return draft


def save(store: Store, draft: str, design: str) -> None:
    Drafts(store).save(draft, "me", "w", f"name of {design}", 1, design)


def test_it_opens_again_after_it_was_closed(path: Path) -> None:
    store = Store(path)
    draft = begun(store, "one")
    store.close()
    assert Drafts(store).load(draft) == "one"


@pytest.mark.parametrize(
    "content", [b"no database at all " * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_damaged_file_is_put_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(path)
    begun(store, "one")
    assert "damaged" in store.incident
    (kept,) = path.parent.glob("*-damaged-*")
    assert kept.read_bytes() == content
    assert kept.name in store.incident


@pytest.mark.parametrize("table", ["versions", "people"])
def test_a_foreign_database_is_put_aside(path: Path, table: str) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (something TEXT)")
    connection.close()
    store = Store(path)
    assert Drafts(store).load(begun(store, "one")) == "one"
    assert len(list(path.parent.glob("*-damaged-*.sqlite3"))) == 1


def test_a_file_damaged_while_in_use_is_replaced_at_the_next_save(path: Path) -> None:
    store = Store(path)
    draft = begun(store, "one")
    store.close()
    path.write_bytes(b"rubbish " * 2000)
    save(store, draft, "two")
    assert Drafts(store).load(draft) == "two"
    assert "damaged" in store.incident


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    store = Store(path)
    begun(store, "one")
    store.close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '99'")
    file.close()
    store = Store(path)
    with pytest.raises(DraftError, match=r"by a newer Layerloom, .* revision 99"):
        Drafts(store).begin("me")
    assert not store.incident


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "drafts.sqlite3")
    with pytest.raises(DraftError, match=r"Drafts cannot be stored: .+"):
        Drafts(store).begin("me")


@pytest.mark.parametrize("place", ["mysql://me:secret@host/name", "nonsense", "sqlite://"])
def test_a_place_that_is_none_is_a_sentence_without_its_password(place: str) -> None:
    with pytest.raises(DraftError, match="LAYERLOOM_DATABASE has to be") as caught:
        Drafts(Store(place)).begin("me")
    assert "secret" not in str(caught.value)


def test_what_is_secret_is_not_logged_where_saving_fails(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Drafts(Store(path))
    draft = store.begin("secret-owner")
    with sqlite3.connect(path) as file:
        file.execute(
            "CREATE TRIGGER no BEFORE INSERT ON versions BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    file.close()
    with pytest.raises(DraftError, match="full"):
        store.save(draft, "secret-owner", "w", "name", 1, "secret design")
    assert "The store failed" in caplog.text
    for secret in (draft, "secret-owner", "secret design"):
        assert secret not in caplog.text


def test_a_server_that_comes_back_is_used_again(cluster: Cluster, postgres_url: str) -> None:
    """Connections of before it went away are not tried."""
    store = Store(postgres_url)
    draft = begun(store, "one")
    cluster.kill()
    with pytest.raises(DraftError, match="could not be stored") as caught:
        save(store, draft, "two")
    assert "\n" not in str(caught.value)
    cluster.start()
    save(store, draft, "three")
    assert Drafts(store).load(draft) == "three"
    store.close()


def test_a_server_that_is_away_at_first_is_found_later(tmp_path: Path) -> None:
    store = Store(f"postgresql://me:secret@/name?host={tmp_path}")
    with pytest.raises(DraftError, match="Drafts cannot be stored") as caught:
        begun(store, "one")
    assert "secret" not in str(caught.value)
