"""Who is a teacher."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.people.person import Identity, Person
from app.core.people.roles import may_teach, role_of

TEACHERS = frozenset({"Ann@a.org", "https://id.example|7"})


def identity(subject: str = "1", email: str = "", **claims: Any) -> Identity:
    return Identity("https://id.example", subject, "Ann", email, claims=claims)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (identity(email="ann@A.org"), "teacher"),
        (identity("7"), "teacher"),
        (identity("8", "ben@a.org"), "learner"),
        (identity("8"), "learner"),
    ],
)
def test_teachers_are_named_by_address_or_by_who_they_are(who: Identity, role: str) -> None:
    assert role_of(who, TEACHERS) == role


@pytest.mark.parametrize(
    ("claim", "role"),
    [
        ("roles=staff", "teacher"),
        ("realm_access.roles=teacher", "teacher"),
        ("level=3", "teacher"),
        ("roles=root", "learner"),
        ("none.such=staff", "learner"),
        ("roles.deeper=staff", "learner"),
        ("roles", "learner"),
        ("roles=", "learner"),
    ],
)
def test_a_claim_may_name_them(claim: str, role: str) -> None:
    who = identity(roles=["staff"], realm_access={"roles": ["teacher"]}, level=3)
    assert role_of(who, (), claim) == role


def test_where_nobody_can_sign_in_everybody_is_both() -> None:
    assert may_teach(None, accounts=False)
    assert not may_teach(None, accounts=True)
    assert may_teach(Person("1", "Ann", role="teacher"), accounts=True)
    assert not may_teach(Person("1", "Ann"), accounts=True)
