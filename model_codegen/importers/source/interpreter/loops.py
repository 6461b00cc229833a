"""Loops, as far as they make layers; those that train a model or work on data are passed over."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from model_codegen.importers.source.bounds import MOST_ITEMS, Idle, NotFollowed
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Unknown

_TRAINS = frozenset({
    "GradientTape", "apply_gradients", "fit", "minimize", "train_on_batch", "train_step",
})  # fmt: skip
"""What code that trains a model mentions."""


@dataclass(frozen=True)
class Returned:
    """The end of a function, with what it returns."""

    value: Any


BREAK, CONTINUE, RAISED = "break", "continue", "raised"
Signal = Returned | str | None
"""How a statement ends: None goes on with the next one."""

Run = Callable[[Session, list[ast.stmt], Scope], Signal]
Loop = ast.For | ast.AsyncFor | ast.While


def follow(run: Run, session: Session, node: Loop, scope: Scope) -> Signal:
    """Follow a loop.

    Args:
        run: Follows its statements.
        session: The reading.
        node: The loop.
        scope: The variables.

    Raises:
        NotFollowed: If how long it goes on is not known.
        Idle: If it takes too many steps without making a layer, and stands in another loop.
    """
    word = "while" if isinstance(node, ast.While) else "for"
    if trains(node):
        session.skip(f"{word} …: (a loop that trains)", node.lineno, "training steps")
        return None
    rounds = _while if isinstance(node, ast.While) else _for
    outermost, session.looping = not session.looping, True
    try:
        return rounds(run, session, node, scope)
    except Idle:
        if not outermost:
            raise
        give_up(session, node, scope)
        return None
    finally:
        session.looping = not outermost


def give_up(session: Session, node: ast.stmt, scope: Scope) -> None:
    """Pass over a statement that takes many steps and makes no layers.

    Args:
        session: The reading.
        node: The statement.
        scope: The variables; what the statement sets is not known from now on.
    """
    session.budget.idle = 0
    what = "code that goes on for long and makes no layers"
    unknown = session.skip(what, node.lineno, what)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            scope.bind(inner.id, unknown)


def _for(run: Run, session: Session, node: Any, scope: Scope) -> Signal:
    values = evaluate(session, node.iter, scope)
    try:
        found = items(session, values)
    except NotFollowed as error:
        if any(isinstance(inner, ast.Call) for part in node.body for inner in ast.walk(part)):
            session.skip(f"for …: ({error})", node.lineno, "loops over data")
        return None
    for value in found:
        session.budget.spend()
        assign(session, node.target, value, scope)
        signal = run(session, node.body, scope)
        if signal == BREAK:
            return None
        if isinstance(signal, Returned) or signal == RAISED:
            return signal
    return run(session, node.orelse, scope)


def trains(node: ast.AST) -> bool:
    """Whether code trains a model."""
    names = (getattr(inner, "attr", getattr(inner, "id", "")) for inner in ast.walk(node))
    return any(name in _TRAINS for name in names)


def _while(run: Run, session: Session, node: Any, scope: Scope) -> Signal:
    for _ in range(MOST_ITEMS):
        session.budget.spend()
        found = truth(evaluate(session, node.test, scope))
        if isinstance(found, Unknown):
            raise NotFollowed(f"how long this loop goes on is not known: {found.reason}")
        if not found:
            return run(session, node.orelse, scope)
        signal = run(session, node.body, scope)
        if signal == BREAK:
            return None
        if isinstance(signal, Returned) or signal == RAISED:
            return signal
    raise NotFollowed("this loop has too many rounds")
