"""What is new in a JSON value, as a JSON patch on the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from model_codegen.design import patches
from model_codegen.design.patches import Operations

T = TypeVar("T")


def json_difference(old: Any, new: Any) -> Operations:
    """Return the patch (RFC 6902) that makes one JSON value out of another.

    It holds what differs: members of objects, and of lists of objects the run of items between what
    is alike at the beginning and at the end. Any other value is replaced. `jsonpatch.make_patch`
    looks for moves, too, which takes it a hundred times as long.

    Equality is Python's, which takes `1` for `true`. So this is for what has no place that holds
    now the one and now the other, as analyses and source; `difference` compares designs.

    Args:
        old: JSON, such as `analysis.to_json` returns.
        new: JSON as well.
    """
    return [] if old == new else [*_changes(old, new, "")]


def _changes(old: Any, new: Any, path: str) -> Iterator[dict[str, Any]]:
    """The changes of two values that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        yield from (patches.remove(path + patches.pointer(key)) for key in old if key not in new)
        for key, value in new.items():
            if key not in old:
                yield patches.add(path + patches.pointer(key), value)
            elif old[key] != value:
                yield from _changes(old[key], value, path + patches.pointer(key))
    elif _is_list_of_objects(old) and _is_list_of_objects(new):
        yield from _spliced(old, new, path)
    else:
        yield patches.replace(path, new)


def _spliced(old: list[Any], new: list[Any], path: str) -> Iterator[dict[str, Any]]:
    first, gone, come = changed_run(old, new)
    yield from (patches.remove(f"{path}/{first}") for _ in range(gone))
    for offset, item in enumerate(come):
        yield patches.add(f"{path}/{first + offset}", item)


def changed_run(old: Sequence[T], new: Sequence[T]) -> tuple[int, int, Sequence[T]]:
    """What lies between the items that two lists have in common at the beginning and at the end.

    Returns:
        Where it begins, how many items of `old` it takes away, and the items of `new` in their
        place.
    """
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - first
    last = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return first, len(old) - last - first, new[first : len(new) - last]


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
