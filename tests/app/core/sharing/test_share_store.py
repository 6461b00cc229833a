"""Links to drafts: who makes them, whom they open what, and that they can be withdrawn."""

from __future__ import annotations

import pytest

from app.core.drafts.draft_store import Drafts
from app.core.drafts.owned_drafts import OwnedDrafts
from app.core.sharing import share_store
from app.core.sharing.share_store import Shares
from app.core.store.store import Store
from model_codegen.design.errors import DesignError


@pytest.fixture
def store(both: Store) -> Store:
    return both


@pytest.fixture
def draft(store: Store) -> str:
    return Drafts(store).begin("olga")


def test_a_link_is_found_until_its_owner_withdraws_it(store: Store, draft: str) -> None:
    shares = Shares(store)
    made = shares.make("olga", draft, "view")
    copy = shares.make("olga", draft, "copy")
    assert shares.find(made.id) == made
    assert shares.of("olga", draft) == [made, copy]
    assert not shares.revoke("victor", made.id)
    assert shares.works(made.id)
    assert shares.revoke("olga", made.id)
    assert not shares.revoke("olga", made.id)
    assert shares.find(made.id) is None
    assert not shares.works(made.id)
    assert shares.of("olga", draft) == [copy]


def test_another_server_hears_of_it_after_a_moment(
    store: Store, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Shares(store), Shares(store)
    made = here.make("olga", draft, "view")
    assert there.works(made.id)
    assert there.is_sure(made.id)
    here.revoke("olga", made.id)
    assert there.works(made.id)
    later = share_store.time.monotonic() + share_store.SURE_SECONDS + 1
    monkeypatch.setattr(share_store.time, "monotonic", lambda: later)
    assert not there.is_sure(made.id)
    assert not there.works(made.id)


def test_nobody_shares_what_is_another_s_or_not_there(store: Store, draft: str) -> None:
    shares = Shares(store)
    for owner, which in (("victor", draft), ("", draft), ("olga", "no-such-draft")):
        with pytest.raises(DesignError, match="Only the owner"):
            shares.make(owner, which, "view")
    assert shares.of("victor", draft) == []


@pytest.mark.parametrize("unknown", ["", "x", "%", "' OR 1=1 --", "é" * 500])
def test_an_unknown_link_leads_nowhere(store: Store, draft: str, unknown: str) -> None:
    shares = Shares(store)
    shares.make("olga", draft, "view")
    assert shares.find(unknown) is None
    assert not shares.works(unknown)


def test_a_draft_that_is_gone_takes_its_links_along(store: Store, draft: str) -> None:
    shares = Shares(store)
    made = shares.make("olga", draft, "view")
    owned = OwnedDrafts(store)
    owned.delete("olga", [draft])
    owned.forget("olga", [draft])
    assert shares.find(made.id) is None


def test_there_are_not_too_many_links(
    store: Store, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_store, "MOST_LINKS", 2)
    shares = Shares(store)
    first = shares.make("olga", draft, "view")
    shares.make("olga", draft, "view")
    with pytest.raises(DesignError, match="2 links"):
        shares.make("olga", draft, "copy")
    shares.revoke("olga", first.id)
    shares.make("olga", draft, "copy")
