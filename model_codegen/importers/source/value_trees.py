"""Trees of lists, tuples and dicts: their leaves, and the same tree with others."""

from __future__ import annotations

from typing import Any, TypeVar

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.values import Tensor

T = TypeVar("T")


def tree_leaves(tree: Any) -> list[Any]:
    """The leaves of a tree of lists, tuples, dicts and slices, in order.

    Raises:
        NotFollowed: If it is too large.
    """
    found: list[Any] = []
    stack = [tree]
    count = 0
    while stack:
        count += 1
        if count > MOST_ITEMS:
            raise NotFollowed("the value is too large")
        item = stack.pop()
        kind = type(item)
        if kind in (list, tuple):
            stack += reversed(item)
        elif kind is dict:
            stack += reversed(item.values())
        elif kind is slice:
            stack += (item.step, item.stop, item.start)
        else:
            found.append(item)
    return found


def tensors_in(tree: Any) -> list[Tensor]:
    """The tensors of a tree."""
    return [leaf for leaf in tree_leaves(tree) if isinstance(leaf, Tensor)]


def flat(tree: Any) -> list[Any]:
    """The leaves of a tree in the order of `keras.tree.flatten`, which sorts the keys of dicts."""
    if type(tree) is dict:
        try:
            keys = sorted(tree)
        except TypeError:
            keys = list(tree)
        return [leaf for key in keys for leaf in flat(tree[key])]
    if type(tree) in (list, tuple):
        return [leaf for item in tree for leaf in flat(item)]
    return [tree]


def map_tree(tree: Any, function: Any) -> Any:
    """The same tree with other leaves."""
    kind = type(tree)
    if kind in (list, tuple):
        return kind(map_tree(item, function) for item in tree)
    if kind is dict:
        return {key: map_tree(item, function) for key, item in tree.items()}
    if kind is slice:
        return slice(*(map_tree(p, function) for p in (tree.start, tree.stop, tree.step)))
    return function(tree)


def snapshot(budget: Budget, tree: T) -> T:
    """A copy of a tree of arguments, which the text may change afterwards.

    Args:
        budget: What it may cost.
        tree: The tree.

    Raises:
        NotFollowed: If it is too large.
    """
    copy: T = map_tree(budget.weigh(tree), lambda leaf: leaf)
    return copy
