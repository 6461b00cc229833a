"""Trees of lists, tuples and dicts: their leaves, and the same tree with others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, overload

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.values import Call, Open, Tensor, Value

Key = TypeVar("Key")

LEAVES = frozenset({Tensor, str, int, float, bool, type(None)})
"""What most leaves are, so that they need not be asked for what is in them."""


def tree_leaves(tree: Value) -> list[Value]:
    """The leaves of a tree of lists, tuples, dicts and slices, in order.

    Raises:
        NotFollowed: If it is too large.
    """
    if type(tree) in LEAVES:
        return [tree]
    found: list[Value] = []
    stack = [tree]
    count = 0
    while stack:
        count += 1
        if count > MOST_ITEMS:
            raise NotFollowed("the value is too large")
        item = stack.pop()
        if type(item) in LEAVES:
            found.append(item)
        elif isinstance(item, (list, tuple)):
            stack += reversed(item)
        elif isinstance(item, dict):
            stack += reversed(item.values())
        elif isinstance(item, slice):
            stack += (item.step, item.stop, item.start)
        else:
            found.append(item)
    return found


def tensors_in(tree: Value) -> list[Tensor]:
    """The tensors of a tree."""
    return [leaf for leaf in tree_leaves(tree) if isinstance(leaf, Tensor)]


def taken(call: Call) -> list[Tensor]:
    """The tensors that a call takes."""
    if len(call.args) == 1 and isinstance(call.args[0], Tensor) and not call.kwargs:
        return [call.args[0]]
    return tensors_in([list(call.args), call.kwargs])


def flat(tree: Value) -> list[Value]:
    """The leaves of a tree in the order of `keras.tree.flatten`, which sorts the keys of dicts."""
    if isinstance(tree, dict):
        try:
            keys = sorted(tree)
        except TypeError:
            keys = list(tree)
        return [leaf for key in keys for leaf in flat(tree[key])]
    if isinstance(tree, (list, tuple)):
        return [leaf for item in tree for leaf in flat(item)]
    return [tree]


def opened(tree: Value, line: int) -> Value:
    """The same tree with every `...` as a place where a tensor is missing.

    Args:
        tree: Arguments of a call that are tensors.
        line: Where the call stands.
    """
    if type(tree) in LEAVES or not any(leaf is ... for leaf in tree_leaves(tree)):
        return tree
    return map_tree(tree, lambda leaf: Open(line=line) if leaf is ... else leaf)


def map_tree(tree: Value, function: Callable[[Value], Value]) -> Value:
    """The same tree with other leaves."""
    if type(tree) in LEAVES:
        return function(tree)
    if isinstance(tree, list):
        return [map_tree(item, function) for item in tree]
    if isinstance(tree, tuple):
        return tuple(map_tree(item, function) for item in tree)
    if isinstance(tree, dict):
        return {key: map_tree(item, function) for key, item in tree.items()}
    if isinstance(tree, slice):
        return slice(*(map_tree(p, function) for p in (tree.start, tree.stop, tree.step)))
    return function(tree)


@overload
def snapshot(budget: Budget, tree: dict[Key, Value]) -> dict[Key, Value]: ...
@overload
def snapshot(budget: Budget, tree: tuple[Value, ...]) -> tuple[Value, ...]: ...
@overload
def snapshot(budget: Budget, tree: Value) -> Value: ...
def snapshot(budget: Budget, tree: Value) -> Value:
    """A copy of a tree of arguments, which the text may change afterwards.

    Args:
        budget: What it may cost.
        tree: The tree.

    Raises:
        NotFollowed: If it is too large.
    """
    return map_tree(budget.weigh(tree), lambda leaf: leaf)
