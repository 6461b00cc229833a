"""Statements: what each kind of them does."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

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
from model_codegen.importers.source.interpreter.node_kinds import entry
from model_codegen.importers.source.interpreter.targets import assign
from model_codegen.importers.source.pasted_text import depth
from model_codegen.importers.source.python import text_functions
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.text_definitions import Class, Function
from model_codegen.importers.source.values import Name, Unknown, Value


def run_all(reading: Reading, statements: list[ast.stmt], scope: Scope) -> Signal:
    """Follow statements one after the other.

    Args:
        reading: The reading.
        statements: The statements.
        scope: The variables.

    Raises:
        OutOfBounds: If there are no steps left.
    """
    for statement in statements:
        reading.position.line = statement.lineno
        reading.budget.spend()
        follow = _KINDS.get(type(statement))
        if follow is None:
            continue
        try:
            signal = follow(reading, statement, scope)
        except NotFollowed as error:
            reading.report.trouble(statement.lineno, str(error))
            continue
        if signal is not None:
            return signal
    return None


def run_module(reading: Reading, module: ast.Module, scope: Scope) -> None:
    """Follow a module, statement by statement, as far as the steps go.

    Args:
        reading: The reading.
        module: The module.
        scope: Its variables.
    """
    for statement in module.body:
        try:
            if depth(statement, 4 * DEEPEST_EXPRESSION) >= 4 * DEEPEST_EXPRESSION:
                reading.report.trouble(statement.lineno, "this is nested too deeply")
                continue
            if run_all(reading, [statement], scope) == RAISED:
                break
        except Idle:
            give_up(reading, statement, scope)
        except OutOfBounds:
            reading.report.stopped = reading.position.line
            break
        except (RecursionError, MemoryError):
            reading.report.trouble(statement.lineno, "this is nested too deeply")


def run_body(reading: Reading, function: Function, scope: Scope) -> Value:
    """Follow the code of a function.

    Returns:
        What it returns; `Unknown` of a generator.

    Raises:
        NotFollowed: If it raises an exception.
    """
    node = function.node
    if isinstance(node, ast.Lambda):
        return evaluate(reading, node.body, scope)
    if node not in reading.program.generators:
        reading.program.generators[node] = reading.code.says("yield") and _yields(node)
    if reading.program.generators[node]:
        return reading.report.skip(f"{function.name} (a generator)", node.lineno, "generators")
    signal = run_all(reading, node.body, scope)
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


def _expression(reading: Reading, node: ast.Expr, scope: Scope) -> Signal:
    evaluate(reading, node.value, scope)
    return None


def _return(reading: Reading, node: ast.Return, scope: Scope) -> Signal:
    return Returned(None if node.value is None else evaluate(reading, node.value, scope))


def _if(reading: Reading, node: ast.If, scope: Scope) -> Signal:
    found = truth(evaluate(reading, node.test, scope))
    if isinstance(found, Unknown):
        if _matters(node):
            reading.report.trouble(
                node.lineno, f"it is taken that this does not hold: {found.reason}"
            )
        found = False
    return run_all(reading, node.body if found else node.orelse, scope)


def _matters(node: ast.If) -> bool:
    """Whether a condition decides more than whether something is printed, raised or the like."""
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


def _with(reading: Reading, node: ast.With | ast.AsyncWith, scope: Scope) -> Signal:
    if trains(node):
        reading.report.skip("with …: (code that trains)", node.lineno, "training steps")
        return None
    for item in node.items:
        value = evaluate(reading, item.context_expr, scope)
        if item.optional_vars is not None:
            assign(reading, item.optional_vars, value, scope)
    return run_all(reading, node.body, scope)


def _try(reading: Reading, node: ast.Try | ast.TryStar, scope: Scope) -> Signal:
    signal = run_all(reading, node.body, scope)
    if signal == RAISED and node.handlers:
        handler = node.handlers[0]
        if handler.name:
            scope.bind(handler.name, Unknown("an exception is not followed", handler.lineno))
        signal = run_all(reading, handler.body, scope)
    elif signal is None:
        signal = run_all(reading, node.orelse, scope)
    return run_all(reading, node.finalbody, scope) or signal


def _raise(reading: Reading, node: ast.Raise, scope: Scope) -> Signal:
    reading.report.trouble(node.lineno, "an exception is raised here")
    return RAISED


def _break(reading: Reading, node: ast.Break, scope: Scope) -> Signal:
    return BREAK


def _continue(reading: Reading, node: ast.Continue, scope: Scope) -> Signal:
    return CONTINUE


def _function(
    reading: Reading, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope
) -> Signal:
    function = text_functions.define(reading, node, scope)
    value: Value = function
    for decorator in reversed(node.decorator_list):
        if isinstance(decorator, ast.Name) and decorator.id in (
            "property",
            "staticmethod",
            "classmethod",
        ):
            function.kind = decorator.id
            continue
        wrapper = evaluate(reading, decorator, scope)
        if isinstance(wrapper, Function):
            value = reading.invoke(reading, wrapper, [value], {}, node.lineno)
    scope.bind(node.name, value)
    if scope.parent is None and isinstance(value, Function):
        reading.program.defined.append(value)
    return None


def _class(reading: Reading, node: ast.ClassDef, scope: Scope) -> Signal:
    bases = tuple(evaluate(reading, base, scope) for base in node.bases)
    body = Scope(scope, is_class=True, function=scope.function)
    made = Class(node.name, tuple(b for b in bases if isinstance(b, (Class, Name, Builtin))),
                 body.values, node)  # fmt: skip
    run_all(reading, node.body, body)
    for member in body.values.values():
        if isinstance(member, Function) and member.owner is None:
            member.owner = made
    scope.bind(node.name, made)
    if scope.parent is None:
        reading.program.defined.append(made)
    return None


def _delete(reading: Reading, node: ast.Delete, scope: Scope) -> Signal:
    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.values.pop(target.id, None)
    return None


def _global(reading: Reading, node: ast.Global, scope: Scope) -> Signal:
    module = scope.module()
    if scope is not module:
        scope.elsewhere.update(dict.fromkeys(node.names, module))
    return None


def _nonlocal(reading: Reading, node: ast.Nonlocal, scope: Scope) -> Signal:
    for name in node.names:
        holder = scope.holder(name)
        if holder is not None:
            scope.elsewhere[name] = holder
    return None


_KINDS: dict[type[ast.AST], Callable[..., Signal]] = dict(
    (
        entry(ast.AnnAssign, assign_annotated),
        entry(ast.Assign, assign_all),
        entry(ast.AsyncFor, partial(loops.follow, run_all)),
        entry(ast.AsyncFunctionDef, _function),
        entry(ast.AsyncWith, _with),
        entry(ast.AugAssign, assign_augmented),
        entry(ast.Break, _break),
        entry(ast.ClassDef, _class),
        entry(ast.Continue, _continue),
        entry(ast.Delete, _delete),
        entry(ast.Expr, _expression),
        entry(ast.For, partial(loops.follow, run_all)),
        entry(ast.FunctionDef, _function),
        entry(ast.Global, _global),
        entry(ast.If, _if),
        entry(ast.Import, import_modules),
        entry(ast.ImportFrom, import_from),
        entry(ast.Nonlocal, _nonlocal),
        entry(ast.Raise, _raise),
        entry(ast.Return, _return),
        entry(ast.Try, _try),
        entry(ast.TryStar, _try),
        entry(ast.While, partial(loops.follow, run_all)),
        entry(ast.With, _with),
    )
)
"""Other statements (`assert`, `pass`, `match`) are passed over."""
