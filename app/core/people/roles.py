"""Who is a teacher: the operator says it, by name or by what the provider says of people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.core.people.person import Identity, Person, Role


def role_of(identity: Identity, teachers: Collection[str], claim: str = "") -> Role:
    """The role of somebody who signs in.

    Args:
        identity: What the provider says of them.
        teachers: Addresses, in whatever case, or `issuer|subject`; see `settings.teachers`.
        claim: `name=value`: who has that among the provider's claims is a teacher, too; the name
            may lead into claims by dots (`realm_access.roles=teacher`).
    """
    named = {one.casefold() for one in teachers}
    if identity.email and identity.email.casefold() in named:
        return "teacher"
    if f"{identity.issuer}|{identity.subject}" in teachers:
        return "teacher"
    name, _, wanted = claim.partition("=")
    return "teacher" if wanted and _has(identity.claims, name.split("."), wanted) else "learner"


def may_teach(person: Person | None, accounts: bool) -> bool:
    """Whether somebody may make classes.

    Args:
        person: Who has signed in, if anybody has.
        accounts: Whether people can sign in here; where they cannot, everybody is both.
    """
    return person.role == "teacher" if person else not accounts


def _has(claims: Mapping[str, Any], path: list[str], wanted: str) -> bool:
    found: Any = claims
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    values = found if isinstance(found, (list, tuple)) else [found]
    return wanted in [str(value) for value in values if isinstance(value, (str, int))]
