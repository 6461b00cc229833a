"""A database saved and taken back, for real."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from app.core.drafts.block_store import BlockStore
from app.core.drafts.draft_store import Drafts
from app.core.people.audit import Audit
from app.core.store import backup
from app.core.store.errors import DraftError
from app.core.store.store import Store
from tests.app.core.store.test_schema import BEFORE
from tests.postgres import Cluster


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "file"


def test_what_was_saved_comes_back(both: Store, place: Path | str, file: Path) -> None:
    drafts = Drafts(both)
    draft = drafts.begin("me")
    drafts.save(draft, "me", "w", "one", 1, "one")
    BlockStore(both).keep("me", "Tower", {"name": "tower"})
    backup.backup(place, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    drafts.save(draft, "me", "w", "two", 1, "two")
    later = drafts.begin("me")
    both.close()
    before = backup.restore(place, file)
    assert drafts.load(draft) == "one"
    assert not drafts.exists(later)
    assert [block.title for block in BlockStore(both).blocks("me")] == ["Tower"]
    both.close()
    assert before is not None
    backup.restore(place, before)
    assert drafts.load(draft) == "two"
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_it_is_saved_while_somebody_saves(both: Store, place: Path | str, file: Path) -> None:
    drafts, ends = Drafts(both), threading.Event()
    draft = drafts.begin("me")

    def save() -> None:
        number = 0
        while not ends.is_set():
            number += 1
            drafts.save(draft, "me", str(number), "n", 1, str(number) * 2000, label="kept")

    thread = threading.Thread(target=save)
    thread.start()
    try:
        backup.backup(place, file)
    finally:
        ends.set()
        thread.join()
    both.close()
    backup.restore(place, file)
    lines = drafts.versions(draft, limit=10_000)
    assert [line.version for line in lines] == list(range(len(lines), 0, -1))


def test_a_backup_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old")
    old.executescript(BEFORE.read_text("utf-8"))
    old.close()
    place = tmp_path / "new" / "drafts.sqlite3"
    assert backup.restore(place, tmp_path / "old") is None
    store = Store(place)
    assert Drafts(store).load("draft-of-two") == '{"old": 4}'
    store.close()


@pytest.mark.parametrize("content", [b"", b"something", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_changes_nothing(
    both: Store, place: Path | str, tmp_path: Path, content: bytes
) -> None:
    Drafts(both).save("draft", "me", "w", "one", 1, "one")
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DraftError, match="backup of"):
        backup.restore(place, tmp_path / "file")
    with pytest.raises(DraftError, match="cannot be read"):
        backup.restore(place, tmp_path / "none")
    assert Drafts(both).load("draft") == "one"


def test_what_is_not_there_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="nothing to save"):
        backup.backup(tmp_path / "none.sqlite3", tmp_path / "file")
    with pytest.raises(DraftError, match="nothing to copy"):
        backup.copy(tmp_path / "none.sqlite3", tmp_path / "other.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_copied_to_a_server(cluster: Cluster, tmp_path: Path) -> None:
    old = Store(tmp_path / "drafts.sqlite3")
    Drafts(old).save("draft", "me", "w", "Ärger", 1, "design", label="kept")
    BlockStore(old).keep("me", "Tower", {"name": "tower"})
    Audit(old).note("me", "signed in", "")
    old.close()
    url = cluster.make()
    assert backup.copy(tmp_path / "drafts.sqlite3", url) == 4
    new = Store(url)
    [line] = Drafts(new).versions("draft")
    assert (line.name, line.label) == ("Ärger", "kept")
    Audit(new).note("me", "signed out", "")
    new.close()
    with pytest.raises(DraftError, match="not empty"):
        backup.copy(tmp_path / "drafts.sqlite3", url)
    cluster.drop(url)


def test_without_its_programs_and_with_a_wrong_password_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    away = f"postgresql://me:secret@/name?host={tmp_path}"
    with pytest.raises(DraftError, match="pg_dump has failed: ") as caught:
        backup.backup(away, tmp_path / "file")
    assert "secret" not in str(caught.value)
    monkeypatch.setattr(backup.shutil, "which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    with pytest.raises(DraftError, match="pg_dump is not installed"):
        backup.backup(postgres_url, tmp_path / "file")
