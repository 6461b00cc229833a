"""Loops, as far as they make layers; those that train a model or work on data are passed over."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from model_codegen.importers.source.bounds import MOST_ITEMS, Idle, NotFollowed
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.node_kinds import name_of
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.python.iteration import items, rounds
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Unknown, Value

_TRAINS = frozenset({
    "GradientTape", "apply_gradients", "fit", "minimize", "train_on_batch", "train_step",
})  # fmt: skip
"""What code that trains a model mentions."""

_BARE = frozenset({"GradientTape", "train_step"})
"""Those of them that are not only methods: a variable `fit` is a layer or a tensor."""


@dataclass(frozen=True)
class Returned:
    """The end of a function, with what it returns."""

    value: Value


BREAK, CONTINUE, RAISED = "break", "continue", "raised"
Signal = Returned | str | None
"""How a statement ends: None goes on with the next one."""

Run = Callable[[Reading, list[ast.stmt], Scope], Signal]
Loop = ast.For | ast.AsyncFor | ast.While


def follow(run: Run, reading: Reading, node: Loop, scope: Scope) -> Signal:
    """Follow a loop.

    Args:
        run: Follows its statements.
        reading: The reading.
        node: The loop.
        scope: The variables.

    Raises:
        NotFollowed: If how long it goes on is not known.
        Idle: If it takes too many steps without making a layer, and stands in another loop.
    """
    word = "while" if isinstance(node, ast.While) else "for"
    if trains(node):
        reading.report.skip(f"{word} …: (a loop that trains)", node.lineno, "training steps")
        return None
    outermost, reading.position.looping = not reading.position.looping, True
    try:
        if isinstance(node, ast.While):
            return _while(run, reading, node, scope)
        return _for(run, reading, node, scope)
    except Idle:
        if not outermost:
            raise
        give_up(reading, node, scope)
        return None
    finally:
        reading.position.looping = not outermost


def give_up(reading: Reading, node: ast.stmt, scope: Scope) -> None:
    """Pass over a statement that takes many steps and makes no layers.

    Args:
        reading: The reading.
        node: The statement.
        scope: The variables; what the statement sets is not known from now on.
    """
    reading.budget.idle = 0
    what = "code that goes on for long and makes no layers"
    unknown = reading.report.skip(what, node.lineno, what)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            scope.bind(inner.id, unknown)


def _for(run: Run, reading: Reading, node: ast.For | ast.AsyncFor, scope: Scope) -> Signal:
    values = evaluate(reading, node.iter, scope)
    try:
        found = items(reading.budget, values)
    except NotFollowed as error:
        if any(isinstance(inner, ast.Call) for part in node.body for inner in ast.walk(part)):
            kind = "loops over data"
            if isinstance(values, range):
                kind = f"a loop of {rounds(values):,} rounds"
            reading.report.skip(f"for …: ({error})", node.lineno, kind)
        return None
    for value in found:
        reading.budget.spend()
        assign(reading, node.target, value, scope)
        signal = run(reading, node.body, scope)
        if signal == BREAK:
            return None
        if isinstance(signal, Returned) or signal == RAISED:
            return signal
    return run(reading, node.orelse, scope)


def trains(node: ast.AST) -> bool:
    """Whether code trains a model."""
    return any(
        name_of(inner) in (_BARE if isinstance(inner, ast.Name) else _TRAINS)
        for inner in ast.walk(node)
    )


def _while(run: Run, reading: Reading, node: ast.While, scope: Scope) -> Signal:
    for _ in range(MOST_ITEMS):
        reading.budget.spend()
        found = truth(evaluate(reading, node.test, scope))
        if isinstance(found, Unknown):
            raise NotFollowed(f"how long this loop goes on is not known: {found.reason}")
        if not found:
            return run(reading, node.orelse, scope)
        signal = run(reading, node.body, scope)
        if signal == BREAK:
            return None
        if isinstance(signal, Returned) or signal == RAISED:
            return signal
    raise NotFollowed("this loop has too many rounds")
