"""One line for each thing that an operator may have to answer for."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from app.core.drafts.draft_store import Drafts
from app.core.people.audit import KEPT, Audit
from app.core.sharing.share_store import Shares
from app.core.store import database
from app.core.store.store import Store


def test_lines_are_kept_and_logged_without_whose_they_are(
    both: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    audit = Audit(both)
    assert audit.note("ann-id", "class joined", "class-id")
    assert audit.note("ann-id", "sign-out")
    assert audit.lines() == [("ann-id", "sign-out", ""), ("ann-id", "class joined", "class-id")]
    assert "audit: class joined" in caplog.text
    assert "-id" not in caplog.text


def test_what_is_said_once_is(both: Store) -> None:
    audit = Audit(both)
    said = [audit.note("ann", "sign-in", subject, once=True) for subject in ("1", "2", "1")]
    assert said == [True, True, False]
    assert audit.note("ben", "sign-in", "1", once=True)


def test_links_are_noted_with_what_is_done_to_them(both: Store) -> None:
    Drafts(both).save("draft", "ann", "w", "net", 3, "{}")
    shares = Shares(both)
    link = shares.make("ann", "draft", "view").id
    shares.revoke("ben", link)
    shares.revoke("ann", link)
    shares.revoke("ann", link)
    assert Audit(both).lines() == [("ann", "revoke", link), ("ann", "share", link)]


def test_old_lines_are_forgotten(both: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = Audit(both)
    audit.note("ann", "sign-in")
    now = database.now()
    monkeypatch.setattr(database, "now", lambda: now + KEPT + timedelta(minutes=1))
    audit.note("ben", "sign-in")
    assert [person for person, _, _ in audit.lines()] == ["ben"]
