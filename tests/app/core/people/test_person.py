"""What a provider says of somebody."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.people.person import LONGEST, identity_of

CLAIMS = {"iss": "https://id.example", "sub": "42", "name": "Ann", "email": "ann@a.org", "iat": 7}


def test_claims_say_who_it_is() -> None:
    found = identity_of(CLAIMS)
    assert found is not None
    assert (found.issuer, found.subject) == ("https://id.example", "42")
    assert (found.name, found.email, found.signed_in_at) == ("Ann", "ann@a.org", 7)


@pytest.mark.parametrize("claims", [{}, {"iss": "x"}, {"sub": "1"}, {"iss": 1, "sub": 2},
                                    {"iss": " ", "sub": "1"}])  # fmt: skip
def test_claims_without_an_issuer_or_a_subject_are_nobody(claims: dict[str, Any]) -> None:
    assert identity_of(claims) is None


@pytest.mark.parametrize(("proven", "kept"), [(True, True), (False, False), ("false", False)])
def test_an_address_that_is_not_proven_is_not_kept(proven: Any, kept: bool) -> None:
    found = identity_of(CLAIMS | {"email_verified": proven})
    assert found is not None
    assert bool(found.email) == kept


def test_names_are_bounded_and_fit_into_any_database() -> None:
    found = identity_of(CLAIMS | {"name": "a\0b" * LONGEST, "iat": "soon"})
    assert found is not None
    assert len(found.name) == LONGEST
    assert "\0" not in found.name
    assert found.signed_in_at == 0
