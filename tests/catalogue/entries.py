"""The parts of the catalogue that its tests go through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from model_codegen.catalogue import Catalogue, Entry


def of_kind(found: Catalogue, *kinds: str) -> list[Entry]:
    """The entries of some kinds; whole models have tests of their own, in `test_applications`."""
    entries = found.entries.values()
    return [entry for entry in entries if entry.kind in kinds and not entry.is_application]


def objects(schema: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(schema, Mapping):
        yield schema
    children = schema.values() if isinstance(schema, Mapping) else schema
    for child in children if isinstance(schema, (Mapping, list)) else ():
        yield from objects(child)
