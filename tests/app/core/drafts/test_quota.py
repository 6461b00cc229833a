"""How much an owner may keep: `quota`, as `Drafts` asks it."""

from __future__ import annotations

import pytest

from app.core import settings
from app.core.drafts.draft_store import Drafts
from app.core.store.errors import DraftError
from app.core.store.store import Store


def test_one_draft_too_many_is_refused_and_others_go_on(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "most_drafts", lambda: 2)
    drafts = Drafts(both)
    drafts.begin("me", "empty")
    for draft in ("a", "b"):
        drafts.save(draft, "me", "w", "net", 1, "{}")
    with pytest.raises(DraftError, match=r"You keep 2 designs.*My designs"):
        drafts.save("empty", "me", "w", "net", 1, "{}")
    drafts.save("a", "me", "w", "net", 2, "{ }")
    drafts.save("c", "you", "w", "net", 1, "{}")


def test_so_do_drafts_that_have_too_much_in_them(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "most_draft_bytes", lambda: 100)
    Drafts(both).save("a", "me", "w", "net", 1, "x" * 60)
    drafts = Drafts(both)
    drafts.save("b", "me", "w", "net", 1, "x" * 60)
    drafts = Drafts(both)  # later: what was added up before holds for a while
    with pytest.raises(DraftError, match="there is room for"):
        drafts.save("c", "me", "w", "net", 1, "{}")
    drafts.save("b", "me", "another", "net", 1, "x" * 70)
    assert drafts.load("b") == "x" * 70
