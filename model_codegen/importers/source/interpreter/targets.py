"""Assignment: to names, attributes, items, and several of them at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import count

from model_codegen.design.graph import Structure
from model_codegen.importers.source.bounds import MOST_ITEMS, NotFollowed
from model_codegen.importers.source.interpreter.attributes import set_attribute
from model_codegen.importers.source.keras.placeholders import taken_apart
from model_codegen.importers.source.keras.tracing import name_input
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Unknown, Value


def assign(reading: Reading, target: ast.expr, value: Value, scope: Scope) -> None:
    """Assign a value.

    Args:
        reading: The reading.
        target: The left side.
        value: The value.
        scope: The variables.

    Raises:
        OutOfBounds: If there are no steps left.
    """
    reading.budget.spend()
    match target:
        case ast.Name():
            name_input(target.id, value)
            scope.bind(target.id, value)
        case ast.Tuple() | ast.List():
            _unpack(reading, target, value, scope)
        case ast.Starred():
            assign(reading, target.value, value, scope)
        case ast.Attribute():
            owner = reading.evaluate(reading, target.value, scope)
            set_attribute(reading, owner, target.attr, value, target.lineno)
        case ast.Subscript():
            owner = reading.evaluate(reading, target.value, scope)
            _set_item(reading, owner, reading.evaluate(reading, target.slice, scope), value)


def _unpack(reading: Reading, target: ast.Tuple | ast.List, value: Value, scope: Scope) -> None:
    names = target.elts
    form = _form(target, count())
    if form is not None:
        value = taken_apart(value, form)
    try:
        found = items(reading.budget, value)
    except NotFollowed as error:
        reason = value if isinstance(value, Unknown) else Unknown(str(error), target.lineno)
        found = [reason] * len(names)
        for name in names:
            assign(reading, name, reason, scope)
        return
    starred = next((i for i, name in enumerate(names) if isinstance(name, ast.Starred)), None)
    if starred is not None and len(found) >= len(names) - 1:
        end = len(found) - (len(names) - starred - 1)
        found = [*found[:starred], found[starred:end], *found[end:]]
    if len(found) != len(names):
        reason = Unknown(f"there are {len(found)} values for {len(names)} names", target.lineno)
        found = [reason] * len(names)
    for name, each in zip(names, found, strict=True):
        assign(reading, name, each, scope)


def _form(target: ast.expr, numbers: Iterator[int]) -> Structure | None:
    """The form in which an assignment takes a value apart; None if it leaves the number open."""
    if isinstance(target, ast.Starred):
        return None
    if not isinstance(target, (ast.Tuple, ast.List)):
        return next(numbers)
    parts = [_form(each, numbers) for each in target.elts]
    known = [part for part in parts if part is not None]
    return known if len(known) == len(parts) else None


def _set_item(reading: Reading, owner: Value, key: Value, value: Value) -> None:
    if not isinstance(owner, (list, dict)):
        return
    try:
        arithmetic.known(key)
        reading.budget.weigh(key)
        if len(owner) >= MOST_ITEMS:
            return
        if isinstance(owner, dict):
            owner[key] = value
            return
        if isinstance(key, int):
            owner[key] = value
        elif isinstance(key, slice):
            owner[key] = items(reading.budget, value)
    except (NotFollowed, *arithmetic.FAULTS):
        return
