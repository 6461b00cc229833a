"""Everything of an owner as one file."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta

import pytest

from app.core.drafts import version_rows
from app.core.drafts.archive import archive, file_name
from app.core.drafts.block_store import BlockStore
from app.core.drafts.draft_store import Drafts
from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.store import database
from app.core.store.store import Store


def test_it_has_designs_with_their_versions_trash_and_blocks(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2031, 5, 4, 12)
    monkeypatch.setattr(database, "now", lambda: now)
    drafts, owned = Drafts(both), OwnedDrafts(both)
    for draft, name in [("a", "my/../net"), ("b", "My_.._net"), ("gone", "CON."), ("c", " ")]:
        drafts.save(draft, "me", "w", name, 1, f"{draft} 1", label="first, ever")
        now += version_rows.VERSION_AGE
    drafts.save("a", "me", "w", "my/../net", 1, "a 2")
    drafts.save("yours", "you", "w", "secret", 1, "secret")
    owned.move("me", ["a"], "Week 1")
    owned.delete("me", ["gone"])
    BlockStore(both).keep("me", "Tower", {"name": "tower"})
    now += timedelta(hours=1)
    pieces = list(archive(both, "me"))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as file:
        assert file.testzip() is None
        found = {name: file.read(name).decode() for name in file.namelist()}
        assert file.getinfo("designs/My_.._net.json").date_time == (2031, 5, 4, 12, 5, 0)
    assert found == {
        "designs/Week 1/my_.._net.json": "a 2",
        "versions/Week 1/my_.._net/0001 2031-05-04 12.00 first_ ever.json": "a 1",
        "designs/My_.._net.json": "b 1",
        "trash/CON.json": "gone 1",
        "designs/design.json": "c 1",
        "blocks/Tower.json": '{"name":"tower"}',
    }
    assert len(pieces) > len(found)
    assert file_name() == "layerloom-2031-05-04.zip"


def test_names_that_systems_take_for_one_are_told_apart(both: Store) -> None:
    drafts = Drafts(both)
    for draft in "abc":
        drafts.save(draft, "me", "w", "Net" if draft == "a" else "net", 1, draft)
    with zipfile.ZipFile(io.BytesIO(b"".join(archive(both, "me")))) as file:
        assert sorted(file.namelist()) == [
            "designs/Net.json", "designs/net (2).json", "designs/net (3).json"
        ]  # fmt: skip


def test_who_has_nothing_gets_an_empty_file(both: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(archive(both, "me")))) as file:
        assert file.namelist() == []
