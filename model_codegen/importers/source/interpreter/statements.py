"""Statements: what each kind of them does."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from model_codegen.importers.source.bounds import (
    DEEPEST_EXPRESSION,
    Idle,
    NotFollowed,
    OutOfBounds,
)
from model_codegen.importers.source.interpreter import loops
from model_codegen.importers.source.interpreter.assignments import (
    assign_all,
    assign_annotated,
    assign_augmented,
)
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.imports import import_from, import_modules
from model_codegen.importers.source.interpreter.loops import (
    BREAK,
    CONTINUE,
    RAISED,
    Returned,
    Signal,
    give_up,
    trains,
)
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.pasted_text import depth
from model_codegen.importers.source.python import text_functions
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.text_definitions import Class, Function
from model_codegen.importers.source.values import Builtin, Name, Unknown


def run_all(session: Session, statements: list[ast.stmt], scope: Scope) -> Signal:
    """Follow statements one after the other.

    Args:
        session: The reading.
        statements: The statements.
        scope: The variables.

    Raises:
        OutOfBounds: If there are no steps left.
    """
    for statement in statements:
        session.line = statement.lineno
        session.budget.spend()
        follow = _KINDS.get(type(statement))
        if follow is None:
            continue
        try:
            signal = follow(session, statement, scope)
        except NotFollowed as error:
            session.trouble(statement.lineno, str(error))
            continue
        if signal is not None:
            return signal
    return None


def run_module(session: Session, module: ast.Module, scope: Scope) -> None:
    """Follow a module, statement by statement, as far as the steps go.

    Args:
        session: The reading.
        module: The module.
        scope: Its variables.
    """
    for statement in module.body:
        try:
            if depth(statement, 4 * DEEPEST_EXPRESSION) >= 4 * DEEPEST_EXPRESSION:
                session.trouble(statement.lineno, "this is nested too deeply")
                continue
            if run_all(session, [statement], scope) == RAISED:
                break
        except Idle:
            give_up(session, statement, scope)
        except OutOfBounds:
            session.stopped = session.line
            break
        except (RecursionError, MemoryError):
            session.trouble(statement.lineno, "this is nested too deeply")


def run_body(session: Session, function: Function, scope: Scope) -> Any:
    """Follow the code of a function; what it returns.

    Raises:
        NotFollowed: If it raises an exception.
    """
    node = function.node
    if isinstance(node, ast.Lambda):
        return evaluate(session, node.body, scope)
    if node not in session.generators:
        session.generators[node] = _yields(node)
    if session.generators[node]:
        return session.skip(f"{function.name} (a generator)", node.lineno, "generators")
    signal = run_all(session, node.body, scope)
    if isinstance(signal, Returned):
        return signal.value
    if signal == RAISED:
        raise NotFollowed(f"`{function.name}` raises an exception")
    return None


def _yields(node: ast.AST) -> bool:
    """Whether a function is a generator."""
    stack = list(ast.iter_child_nodes(node))
    while stack:
        inner = stack.pop()
        if isinstance(inner, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack += ast.iter_child_nodes(inner)
    return False


def _expression(session: Session, node: ast.Expr, scope: Scope) -> Signal:
    evaluate(session, node.value, scope)
    return None


def _return(session: Session, node: ast.Return, scope: Scope) -> Signal:
    return Returned(None if node.value is None else evaluate(session, node.value, scope))


def _if(session: Session, node: ast.If, scope: Scope) -> Signal:
    found = truth(evaluate(session, node.test, scope))
    if isinstance(found, Unknown):
        if _matters(node):
            session.trouble(node.lineno, f"it is taken that this does not hold: {found.reason}")
        found = False
    return run_all(session, node.body if found else node.orelse, scope)


def _matters(node: ast.If) -> bool:
    """Whether more depends on a condition than something that is done by the way."""
    apart = (
        *(ast.Expr, ast.Raise, ast.Pass, ast.Import, ast.ImportFrom, ast.For, ast.With, ast.Try),
        *(ast.Break, ast.Continue, ast.Delete, ast.Assert, ast.Global),
    )
    statements = (*node.body, *node.orelse)
    return not all(isinstance(each, apart) for each in statements) or any(map(_adds, statements))


def _adds(node: ast.stmt) -> bool:
    """Whether a statement adds to a Sequential, or to a list, which may be one of layers."""
    call = node.value if isinstance(node, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("add", "append", "extend", "insert")
    )


def _with(session: Session, node: ast.With | ast.AsyncWith, scope: Scope) -> Signal:
    if trains(node):
        session.skip("with …: (code that trains)", node.lineno, "training steps")
        return None
    for item in node.items:
        value = evaluate(session, item.context_expr, scope)
        if item.optional_vars is not None:
            assign(session, item.optional_vars, value, scope)
    return run_all(session, node.body, scope)


def _try(session: Session, node: Any, scope: Scope) -> Signal:
    signal = run_all(session, node.body, scope)
    if signal == RAISED and node.handlers:
        handler = node.handlers[0]
        if handler.name:
            scope.bind(handler.name, Unknown("an exception is not followed", handler.lineno))
        signal = run_all(session, handler.body, scope)
    elif signal is None:
        signal = run_all(session, node.orelse, scope)
    return run_all(session, node.finalbody, scope) or signal


def _raise(session: Session, node: ast.Raise, scope: Scope) -> Signal:
    session.trouble(node.lineno, "an exception is raised here")
    return RAISED


def _break(session: Session, node: ast.Break, scope: Scope) -> Signal:
    return BREAK


def _continue(session: Session, node: ast.Continue, scope: Scope) -> Signal:
    return CONTINUE


def _function(
    session: Session, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope
) -> Signal:
    function = text_functions.define(session, node, scope, evaluate)
    value: Any = function
    for decorator in reversed(node.decorator_list):
        if isinstance(decorator, ast.Name) and decorator.id in (
            "property",
            "staticmethod",
            "classmethod",
        ):
            function.kind = decorator.id
            continue
        wrapper = evaluate(session, decorator, scope)
        if isinstance(wrapper, Function):
            value = session.invoke(session, wrapper, [value], {}, node.lineno)
    scope.bind(node.name, value)
    if scope.parent is None and isinstance(value, Function):
        session.defined.append(value)
    return None


def _class(session: Session, node: ast.ClassDef, scope: Scope) -> Signal:
    bases = tuple(evaluate(session, base, scope) for base in node.bases)
    body = Scope(scope, is_class=True, function=scope.function)
    made = Class(node.name, tuple(b for b in bases if isinstance(b, (Class, Name, Builtin))),
                 body.values, node)  # fmt: skip
    run_all(session, node.body, body)
    for member in body.values.values():
        if isinstance(member, Function) and member.owner is None:
            member.owner = made
    scope.bind(node.name, made)
    if scope.parent is None:
        session.defined.append(made)
    return None


def _delete(session: Session, node: ast.Delete, scope: Scope) -> Signal:
    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.values.pop(target.id, None)
    return None


def _global(session: Session, node: ast.Global, scope: Scope) -> Signal:
    module = scope.module()
    if scope is not module:
        scope.elsewhere.update(dict.fromkeys(node.names, module))
    return None


def _nonlocal(session: Session, node: ast.Nonlocal, scope: Scope) -> Signal:
    for name in node.names:
        holder = scope.holder(name)
        if holder is not None:
            scope.elsewhere[name] = holder
    return None


_KINDS: dict[type[ast.stmt], Callable[[Session, Any, Scope], Signal]] = {
    ast.AnnAssign: assign_annotated,
    ast.Assign: assign_all,
    ast.AsyncFor: partial(loops.follow, run_all),
    ast.AsyncFunctionDef: _function,
    ast.AsyncWith: _with,
    ast.AugAssign: assign_augmented,
    ast.Break: _break,
    ast.ClassDef: _class,
    ast.Continue: _continue,
    ast.Delete: _delete,
    ast.Expr: _expression,
    ast.For: partial(loops.follow, run_all),
    ast.FunctionDef: _function,
    ast.Global: _global,
    ast.If: _if,
    ast.Import: import_modules,
    ast.ImportFrom: import_from,
    ast.Nonlocal: _nonlocal,
    ast.Raise: _raise,
    ast.Return: _return,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.While: partial(loops.follow, run_all),
    ast.With: _with,
}
"""Other statements (`assert`, `pass`, `match`) are passed over."""
