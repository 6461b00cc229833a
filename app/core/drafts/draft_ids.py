"""Ids of drafts: unguessable, and whose they are can be told of those that were never stored."""

from __future__ import annotations

import hashlib
import secrets

_RANDOM = 22
_MARK = 10


def fresh(owner: str) -> str:
    """An id for a draft of an owner's.

    Args:
        owner: The token of a browser, or a person's id.
    """
    random = secrets.token_urlsafe(16)
    return random + _mark(random, owner)


def of_answer(owner: str, exercise: str) -> str:
    """The id for the draft of an owner's answer to an exercise, the same on every server.

    So two windows draw on one answer before anything of it is stored.

    Args:
        owner: As for `fresh`.
        exercise: The key of the exercise.
    """
    return hashlib.sha256(f"answer {exercise} {owner}".encode()).hexdigest()[:_RANDOM]


def is_of(draft: str, owner: str) -> bool:
    """Whether an id was made for an owner.

    So the address of a page in which nothing was drawn yet needs no row in the store: a refresh,
    also of another server, finds that it is its browser's own.
    """
    random, mark = draft[:_RANDOM], draft[_RANDOM:]
    return secrets.compare_digest(mark.encode(), _mark(random, owner).encode())


def _mark(random: str, owner: str) -> str:
    return hashlib.sha256(f"{random} {owner}".encode()).hexdigest()[:_MARK]
