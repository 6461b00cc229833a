"""Who somebody is: what a provider says of them, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal["learner", "teacher"]

LONGEST = 200
"""Letters that are kept of a name or an address."""


@dataclass(frozen=True)
class Identity:
    """What an OpenID Connect provider says of who has signed in.

    Attributes:
        issuer: The provider's address; with `subject` it is who they are.
        subject: What the provider knows them by, which never changes.
        name: What they are called; may be empty.
        email: Their address, where the provider does not say that it is unproven; may be empty.
        signed_in_at: When, in seconds since 1970, as the provider says.
        claims: All that it says.
    """

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    signed_in_at: int = 0
    claims: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in, as the store knows them.

    Attributes:
        id: What owns their drafts; unguessable, and never shown.
        name: What they are called: a name, else an address, else "Somebody".
        email: Their address; may be empty.
        role: What they may do.
    """

    id: str
    name: str
    email: str = ""
    role: Role = "learner"


def identity_of(claims: Mapping[str, Any]) -> Identity | None:
    """What a provider's claims say; None where they do not say who it is.

    Args:
        claims: Of an ID token that was checked, see
            https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims.
    """
    issuer, subject = _text(claims, "iss"), _text(claims, "sub")
    if not issuer or not subject:
        return None
    proven = claims.get("email_verified", True) not in (False, "false")
    at = claims.get("iat", 0)
    return Identity(
        issuer,
        subject,
        _text(claims, "name") or _text(claims, "preferred_username"),
        _text(claims, "email") if proven else "",
        int(at) if isinstance(at, (int, float)) else 0,
        dict(claims),
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    # PostgreSQL takes no NUL.
    return value.replace("\0", "").strip()[:LONGEST] if isinstance(value, str) else ""
