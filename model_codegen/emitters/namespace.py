"""`Namespace`: hands out every Python name that generated source uses."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
"""Longest identifier made from a name, in characters; the name itself stays whole in `name=`."""

RESERVED = frozenset(
    {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "keras", "layers", "ops", "self", "cls"}
    # Linters call these ambiguous.
    | {"l", "I", "O"}
)
"""Names that generated source never binds."""


def identifier(text: str, fallback: str) -> str:
    """The Python identifier nearest to a text that may be anything.

    Args:
        text: Such as a layer's name.
        fallback: An identifier that stands for, or before, what cannot begin a name.
    """
    # Python compares identifiers in this normal form: "ﬁ" and "fi" are one variable.
    normal = unicodedata.normalize("NFKC", text[: 4 * LONGEST])
    kept = "".join(c if f"a{c}".isidentifier() else "_" for c in normal)
    # No leading underscores: two would be mangled inside a class, one would look private.
    if kept != normal:
        kept = re.sub("_+", "_", kept).rstrip("_")
    kept = kept.lstrip("_")[:LONGEST]
    kept = unicodedata.normalize("NFKC", kept)
    if not kept:
        return fallback
    return kept if kept.isidentifier() else f"{fallback}_{kept}"


def class_identifier(text: str, fallback: str) -> str:
    """The nearest identifier in the style of class names: `residual_block` → `ResidualBlock`."""
    words = identifier(text, fallback).split("_")
    # Joining may compose a letter with the accent that began the next word.
    name = unicodedata.normalize("NFKC", "".join(w[:1].upper() + w[1:] for w in words))
    return name if name.isidentifier() else fallback


class Namespace:
    """The names of one scope; none is given twice, none hides one of an enclosing scope.

    Args:
        reserved: Names that are taken from the start, besides `RESERVED`.
        parent: The enclosing scope.
    """

    def __init__(self, reserved: Iterable[str] = (), parent: Namespace | None = None) -> None:
        self._taken = set(reserved)
        self._parent = parent

    def __contains__(self, name: str) -> bool:
        return (
            name in self._taken
            or name in RESERVED
            or (self._parent is not None and name in self._parent)
        )

    def name(self, wanted: str, fallback: str = "layer") -> str:
        """A new name, as near to `wanted` as can be.

        Args:
            wanted: Any text.
            fallback: What to call it if nothing of `wanted` can stand in an identifier.
        """
        return self._add(identifier(wanted, fallback))

    def class_name(self, wanted: str, fallback: str = "Block") -> str:
        """A new name in the style of class names."""
        return self._add(class_identifier(wanted, fallback))

    def _add(self, base: str) -> str:
        if base in RESERVED:
            base = f"{base}_"
        name, count = base, 0
        while name in self:
            count += 1
            name = f"{base.rstrip('_')}_{count}"
        self._taken.add(name)
        return name
