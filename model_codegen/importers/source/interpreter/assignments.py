"""Assignments, plain, annotated and augmented."""

from __future__ import annotations

import ast

from model_codegen.importers.source.bounds import (
    MOST_ITEMS,
    NotFollowed,
)
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.input_conversions import is_conversion
from model_codegen.importers.source.interpreter.operators import binary
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope


def assign_all(reading: Reading, node: ast.Assign, scope: Scope) -> None:
    """`a = b = value`."""
    if is_conversion(reading, node, scope):
        return
    value = evaluate(reading, node.value, scope)
    for target in node.targets:
        assign(reading, target, value, scope)


def assign_annotated(reading: Reading, node: ast.AnnAssign, scope: Scope) -> None:
    """`a: int = value`."""
    if node.value is not None:
        assign(reading, node.target, evaluate(reading, node.value, scope), scope)


def assign_augmented(reading: Reading, node: ast.AugAssign, scope: Scope) -> None:
    """`a += value`; a list grows in place.

    Raises:
        NotFollowed: If it would grow too long.
    """
    target = node.target
    read = ast.copy_location(_loaded(target), target)
    left = evaluate(reading, read, scope)
    right = evaluate(reading, node.value, scope)
    if type(left) is list and isinstance(node.op, ast.Add):
        found = items(reading.budget, right)
        if len(left) + len(found) > MOST_ITEMS:
            raise NotFollowed("the list is too long")
        left += found
        reading.budget.weigh(left)
        return
    assign(reading, target, binary(reading, type(node.op), left, right, node.lineno), scope)


def _loaded(target: ast.Name | ast.Attribute | ast.Subscript) -> ast.expr:
    """The target of an assignment, as an expression that reads it."""
    match target:
        case ast.Name():
            return ast.Name(target.id, ast.Load())
        case ast.Attribute():
            return ast.Attribute(target.value, target.attr, ast.Load())
    return ast.Subscript(target.value, target.slice, ast.Load())
