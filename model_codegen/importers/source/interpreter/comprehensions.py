"""Comprehensions: lists, sets and dicts, item by item."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeVar

from model_codegen.importers.source.bounds import MOST_ITEMS, NotFollowed
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Unknown, Value

T = TypeVar("T")
R = TypeVar("R")

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def list_of(
    reading: Reading, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, scope: Scope
) -> list[Value]:
    """Evaluate a list comprehension, or a generator expression, of which all items are taken.

    Args:
        reading: The reading.
        node: The expression.
        scope: The variables.

    Raises:
        NotFollowed: If the items are not known, or too many.
    """
    found = [reading.evaluate(reading, node.elt, inner) for inner in _rounds(reading, node, scope)]
    return reading.budget.weigh(found)


def set_of(reading: Reading, node: ast.SetComp, scope: Scope) -> Value:
    """Evaluate a set comprehension; as `list_of` does."""
    return hashable(set, list_of(reading, node, scope))


def dict_of(reading: Reading, node: ast.DictComp, scope: Scope) -> Value:
    """Evaluate a dict comprehension; as `list_of` does."""
    found = [
        (reading.evaluate(reading, node.key, inner), reading.evaluate(reading, node.value, inner))
        for inner in _rounds(reading, node, scope)
    ]
    for key, _ in found:
        arithmetic.known(key)
    return reading.budget.weigh(hashable(dict, found))


def hashable(make: Callable[[T], R], values: T) -> R:
    """Make a set, a dict or a hash of some values.

    Raises:
        NotFollowed: If one of them is not hashable.
    """
    try:
        return make(values)
    except TypeError:
        raise NotFollowed("a key is not hashable") from None


def _rounds(reading: Reading, node: Comprehension, scope: Scope) -> Iterator[Scope]:
    """Go through the rounds of a comprehension; yields the scope of its variables in each."""
    inner = Scope(scope, elsewhere={})
    inner.function = scope.function
    count = 0

    def follow(generators: list[ast.comprehension]) -> Iterator[Scope]:
        nonlocal count
        if not generators:
            yield inner
            return
        first, *rest = generators
        for value in items(reading.budget, reading.evaluate(reading, first.iter, inner)):
            count += 1
            reading.budget.spend()
            if count > MOST_ITEMS:
                raise NotFollowed("there are too many rounds")
            assign(reading, first.target, value, inner)
            tests = [truth(reading.evaluate(reading, test, inner)) for test in first.ifs]
            for test in tests:
                if isinstance(test, Unknown):
                    raise NotFollowed(test.reason)
            if all(tests):
                yield from follow(rest)

    yield from follow(node.generators)
