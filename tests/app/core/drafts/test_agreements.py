"""What owners have agreed to."""

from __future__ import annotations

from app.core.drafts.agreements import Agreements
from app.core.store.store import Store


def test_an_agreement_is_its_owners_and_may_be_made_twice(both: Store) -> None:
    agreements = Agreements(both)
    for _ in range(2):
        agreements.agree("me", "digest")
    assert agreements.has_agreed("me", "digest")
    assert not agreements.has_agreed("you", "digest")
    assert not agreements.has_agreed("me", "other")
