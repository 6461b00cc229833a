"""The document of a draft: its JSON, its revisions, and what led from one to the next.

Every change is a patch (RFC 6902) and makes the next revision. A change that was worked out on an
earlier revision is taken over if nobody else has touched the same parts since.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydantic_core

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.incremental import reread
from model_codegen.design.fileformat.serialization import MAX_BYTES, from_json, to_json
from model_codegen.design.graph import Design
from model_codegen.design.patches import Operations
from model_codegen.design.patching import patched

REMEMBERED = 200
"""How many changes are kept, for whoever was away."""

REMEMBERED_BYTES = MAX_BYTES
"""How much JSON they may have together; whoever has missed more gets the whole."""


class ConflictError(Exception):
    """A change of what somebody else has changed meanwhile; `str(error)` is a sentence."""


@dataclass(frozen=True)
class Revision:
    """A change that was made.

    Attributes:
        rev: The revision that it led to.
        patch: What it did.
        author: Who made it: the id of a browser tab; empty for the server.
        seq: The author's number of it.
        title: What it is called where it can be undone; empty if it cannot.
        silent: It says what was found out of the design as it is.
    """

    rev: int
    patch: Operations
    author: str = ""
    seq: int = 0
    title: str = ""
    silent: bool = False


class Document:
    """A design as JSON and as objects, at its newest revision.

    Args:
        design: What it begins with.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self.value: dict[str, Any] = to_json(design)
        self.rev = 1
        self._most = _size(self.value)
        self._revisions: deque[tuple[Revision, int]] = deque()
        self._remembered = 0

    def edit(
        self,
        patch: Operations,
        base: int | None = None,
        author: str = "",
        seq: int = 0,
        title: str = "",
        silent: bool = False,
    ) -> Revision:
        """Change the design.

        Args:
            patch: What to change.
            base: The revision on which it was worked out, beside changes of the same author that
                came before it; the newest by default.
            author: See `Revision`, as for the others.
            seq: The author's number of it.
            title: What it is called.
            silent: Whether it is no step of the history.

        Raises:
            ConflictError: If somebody else has changed the same parts since `base`.
            DesignError: If the patch does not apply, or what it makes is no design, or one that is
                too large to be opened again.
        """
        value = patched(self.value, patch)
        if base is not None:
            self._check(patch, base, author)
        size = _size(patch)
        most = self._most_with(value, patch, size)
        self.design = reread(value, self.value, self.design)
        self.value, self._most = value, most
        self.rev += 1
        revision = Revision(self.rev, patch, author, seq, title, silent)
        self._remember(revision, size)
        return revision

    def replace(self, design: Design) -> None:
        """Put another design in its place: a revision of which nobody is told but as a whole."""
        self.value = to_json(design)
        self.design = from_json(self.value)
        self._most = _size(self.value)
        self.rev += 1
        self._revisions.clear()
        self._remembered = 0

    def since(self, rev: int) -> list[Revision] | None:
        """The changes after a revision; None where they are not remembered."""
        found = [one for one, _ in self._revisions if one.rev > rev]
        return found if len(found) == self.rev - rev else None

    def _most_with(self, value: dict[str, Any], patch: Operations, size: int) -> int:
        """The most bytes that a new value has: it is measured only where it could be too large."""
        most = self._most + size
        if most > MAX_BYTES or any(operation["op"] == "copy" for operation in patch):
            most = _size(value)
        if most > MAX_BYTES:
            raise DesignError(f"It makes more than the {MAX_BYTES // 2**20} MB of a design.")
        return most

    def _remember(self, revision: Revision, size: int) -> None:
        self._revisions.append((revision, size))
        self._remembered += size
        while len(self._revisions) > REMEMBERED or (
            self._remembered > REMEMBERED_BYTES and len(self._revisions) > 1
        ):
            self._remembered -= self._revisions.popleft()[1]

    def _check(self, patch: Operations, base: int, author: str) -> None:
        missed = self.since(base)
        if base > self.rev:
            raise ConflictError(_UNKNOWN)
        if missed is None:
            raise ConflictError(_LONG_AGO)
        mine = set(touched(patch))
        for other in missed:
            # What was found out gives way: it is found out again of what is made now.
            known = other.author == author or other.silent
            if not known and _meet(mine, set(touched(other.patch))):
                raise ConflictError(_MEANWHILE)


def _size(value: Any) -> int:
    return len(pydantic_core.to_json(value))


def touched(patch: Operations) -> Iterator[tuple[str, ...]]:
    """The parts that a patch changes, as steps: an operation, a call, a place, a setting.

    What lies within one of them is one: two changes of one call are made one after the other. So
    are those of a list, where a place is another one once something before it has gone.
    """
    for operation in patch:
        if operation["op"] == "test":
            continue
        for key in ("path", "from"):
            if key in operation:
                steps = tuple(operation[key].split("/")[1:])
                yield steps[: _depth(steps)]


def _depth(steps: tuple[str, ...]) -> int:
    """How many steps lead to what is one part."""
    match steps:
        case ("main", "operations" | "nodes", *_) | (
            "positions" | "frames" | "comments",
            *_,
        ):
            return 3
        case ("training", "heads", *_) | ("training", "data", *_):
            return 3
        case ("models", _, "operations" | "nodes", *_):
            return 4
        case ("models", *_):
            return 3
        case ("main" | "operations" | "training", *_):
            return 2
    return 1


def _meet(some: set[tuple[str, ...]], others: set[tuple[str, ...]]) -> bool:
    """Whether a part of the ones is within, or around, a part of the others."""
    return any(one[: len(other)] == other[: len(one)] for one in some for other in others)


_MEANWHILE = "Another window has changed the same part of the design meanwhile."
_LONG_AGO = "The design has changed too often since this window last heard of it."
_UNKNOWN = "This window is ahead of the server, which has been restarted."
