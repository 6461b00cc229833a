"""What is new in a version of a draft, in a few words that tell it from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

MOST_NAMED = 3
"""The most layers that are named."""

LONGEST_TEXT = 2_000_000
"""Longer texts are not compared: the list of versions is to be there at once."""


def what_is_new(before: str | None, after: str) -> str:
    """Tell what a version has that the one before had not.

    Args:
        before: The JSON text of the design before; None if there was none.
        after: The JSON text of the version.

    Returns:
        `"+ dense_2, − dropout, dense changed"`; empty where that cannot be told.
    """
    if before is None:
        return "the first"
    if max(len(before), len(after)) > LONGEST_TEXT:
        return ""
    try:
        return _words(json.loads(before), json.loads(after))
    except (ValueError, TypeError, AttributeError, KeyError):
        return ""  # It was written by a version that had another format.


def _words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    old, new = dict(_calls(before)), dict(_calls(after))
    added = [f"+ {name}" for key, (name, _) in new.items() if key not in old]
    removed = [f"− {name}" for key, (name, _) in old.items() if key not in new]
    changed = [
        f"{name} changed" for key, (name, what) in new.items() if key in old and old[key][1] != what
    ]
    found = [*added, *removed, *changed]
    if before["name"] != after["name"]:
        found.append(f'was "{before["name"]}"')
    if not found:
        canvas = ("positions", "frames", "comments")
        moved = all(before.get(key) == after.get(key) for key in {*before, *after} - {*canvas})
        return "moved" if moved else "settings changed"
    more = len(found) - MOST_NAMED
    named = found if more <= 1 else [*found[:MOST_NAMED], f"and {more} more"]
    return ", ".join(named)


def _calls(design: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], tuple[str, Any]]]:
    """Each call: its graph and id; its name, and all that it is made of."""
    shared = design.get("operations", {})
    for graph_id, graph in {"main": design["main"], **design["models"]}.items():
        for key, node in graph["nodes"].items():
            called = node["operation"]
            operation = graph["operations"].get(called) or shared.get(called) or {}
            name = operation.get("name") or operation.get("function", key).rpartition(".")[2]
            yield (graph_id, key), (name, (node, operation))
