"""Trees of values without the difference between tuples and lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LEAVES = frozenset({str, int, float, bool, type(None)})
"""What most leaves are; whether something is a mapping takes long to ask."""


def untupled(tree: Any) -> Any:
    """The same tree with sorted keys, and lists for tuples: Keras' files do not tell them apart."""
    if type(tree) in _LEAVES:
        return tree
    if isinstance(tree, Mapping):
        return {key: untupled(tree[key]) for key in sorted(tree)}
    if isinstance(tree, (list, tuple)):
        return [untupled(item) for item in tree]
    return tree
