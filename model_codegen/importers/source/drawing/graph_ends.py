"""The ends of a graph that is drawn: trees of its tensors, and the calls that nothing consumes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from model_codegen.design.graph import INPUT_CLASS
from model_codegen.importers.source.value_trees import taken, tensors_in
from model_codegen.importers.source.values import Call, LayerMade, Tensor, Value

T = TypeVar("T")
Tree: TypeAlias = "T | list[Tree[T]] | tuple[Tree[T], ...] | dict[str, Tree[T]]"
"""What the ends of a graph are: `InputTree` of ids, `OutputTree` and `Argument` of references."""


def tree_of(tree: Value, function: Callable[[Tensor], T]) -> Tree[T]:
    """A tree of tensors with what a function gives for each; what is no tensor is left out.

    Args:
        tree: Lists, tuples and dicts.
        function: Gives what stands for a tensor.
    """
    if isinstance(tree, (list, tuple)):
        return [tree_of(item, function) for item in tree if tensors_in(item)]
    if isinstance(tree, dict):
        kept = {str(key): item for key, item in tree.items() if tensors_in(item)}
        return {key: tree_of(item, function) for key, item in kept.items()}
    return function(tree) if isinstance(tree, Tensor) else []


def ends(calls: Iterable[Call]) -> list[Call]:
    """The calls that nothing consumes."""
    listed = list(calls)
    used = {t.call.number for call in listed for t in taken(call)}
    return [
        call
        for call in listed
        if call.number not in used
        and not (isinstance(call.operation, LayerMade) and call.operation.path == INPUT_CLASS)
    ]
