"""The commands of an operator, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.drafts.draft_store import Drafts
from app.core.store.commands import main
from app.core.store.store import Store


def test_backup_restore_and_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("LAYERLOOM_DATABASE", raising=False)
    store = Store(tmp_path / "state" / "drafts.sqlite3")
    Drafts(store).save("draft", "me", "w", "one", 1, "one")
    store.close()
    file, other = str(tmp_path / "file"), f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert main(["backup", file]) == main(["restore", file]) == main(["copy", other]) == 0
    assert "Copied: 2 rows" in capsys.readouterr().out
    monkeypatch.setenv("LAYERLOOM_DATABASE", "mysql://me:secret@host/name")
    assert main(["backup", file]) == 1
    said = capsys.readouterr().err
    assert said.startswith("LAYERLOOM_DATABASE has to be")
    assert len(said.splitlines()) == 1
