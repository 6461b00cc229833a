"""Kinds of nodes of Python's grammar: tables of what follows each of them, names in them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope

N = TypeVar("N", bound=ast.AST)
R = TypeVar("R")


def entry(
    node: type[N], follow: Callable[[Reading, N, Scope], R]
) -> tuple[type[ast.AST], Callable[..., R]]:
    """An entry of such a table, in which the function takes nodes of the kind that it stands under.

    The type of the whole table cannot say that, so it is checked here, entry by entry.

    Args:
        node: The kind of node.
        follow: Follows nodes of that kind, with the variables of a scope.
    """
    return node, follow


def name_of(node: ast.AST) -> str:
    """The name that a node looks up, `b` for `b` and `a.b`; empty if it looks up none."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
