"""How a placeholder returns its tensors, where a file or a text tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from model_codegen.design.graph import Recorded, Structure

_DEEPEST = 50


def structure_of(recorded: Recorded) -> Structure | None:
    """The structure that was recorded, if it makes sense: it has every tensor once.

    Args:
        recorded: What was recorded.
    """
    if recorded.structure is None:
        return None
    numbers = [number for number, _ in places(recorded.structure)]
    count = len(recorded.outputs) or len(numbers)
    return recorded.structure if sorted(numbers) == [*range(count)] else None


def places(tree: Structure, path: tuple[str | int, ...] = ()) -> Iterator[tuple[int, Any]]:
    """The number of each tensor, and the keys and indices that lead to it.

    Args:
        tree: A structure; nothing of it that is nested too deeply is told.
        path: Where it stands itself.
    """
    if len(path) > _DEEPEST:
        return
    if isinstance(tree, Mapping):
        for key, item in tree.items():
            yield from places(item, (*path, key))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from places(item, (*path, index))
    else:
        yield tree, path


def plain(tree: Structure) -> Structure | None:
    """A structure, or None where the number of tensors tells it: one, or a flat list of several.

    Args:
        tree: A structure.
    """
    flat = isinstance(tree, list) and len(tree) > 1 and tree == [*range(len(tree))]
    return None if tree == 0 or flat else tree


def read_structure(value: Any, depth: int = 0) -> Structure | None:
    """What of a foreign value is a structure; None if it is none.

    Args:
        value: Anything that JSON can say.
        depth: How deep it stands.
    """
    if type(value) is int and value >= 0:
        return value
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        items = [read_structure(item, depth + 1) for item in value]
        known = [item for item in items if item is not None]
        return known if len(known) == len(items) else None
    if isinstance(value, dict):
        found = {key: read_structure(item, depth + 1) for key, item in value.items()}
        told = {key: item for key, item in found.items() if item is not None and type(key) is str}
        return told if len(told) == len(found) else None
    return None
