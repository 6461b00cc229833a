"""Expressions: how each kind of them is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Callable

from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter import comprehensions
from model_codegen.importers.source.interpreter.builtin_functions import NAMES as BUILTINS
from model_codegen.importers.source.interpreter.imports import usually
from model_codegen.importers.source.interpreter.node_kinds import entry, name_of
from model_codegen.importers.source.interpreter.operators import binary, subscript
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras.placeholders import placeholder
from model_codegen.importers.source.keras_paths import canonical
from model_codegen.importers.source.python import arithmetic, text_functions
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import MISSING, Scope
from model_codegen.importers.source.values import Array, Name, Tensor, Unknown, Value


def evaluate(reading: Reading, node: ast.expr, scope: Scope) -> Value:
    """Evaluate an expression.

    Args:
        reading: The reading.
        node: The expression.
        scope: The variables.

    Returns:
        Its value; `Unknown` where that cannot be known.

    Raises:
        OutOfBounds: If there are no steps left.
    """
    reading.budget.spend()
    follow = _KINDS.get(type(node))
    if follow is None:
        return Unknown(f"`{type(node).__name__.lower()}` is not followed", node.lineno)
    try:
        return follow(reading, node, scope)
    except NotFollowed as error:
        return Unknown(str(error), node.lineno)


def _constant(reading: Reading, node: ast.Constant, scope: Scope) -> Value:
    return reading.budget.weigh(node.value)


def _name(reading: Reading, node: ast.Name, scope: Scope) -> Value:
    value = scope.find(node.id)
    if value is not MISSING:
        return value
    if node.id == "__name__":
        return "__main__"
    for star in scope.module().stars:
        path = canonical(f"{star}.{node.id}")
        if op_calls.is_something(path):
            return Name(path)
    if node.id in BUILTINS:
        return Builtin(node.id)
    usual = usually(node.id)
    if usual is not None:
        return usual
    raise NotFollowed(f"`{shorten(node.id)}` is not defined in this text")


def _attribute(reading: Reading, node: ast.Attribute, scope: Scope) -> Value:
    owner = evaluate(reading, node.value, scope)
    return reading.attribute(reading, owner, node.attr, node.lineno)


def _call(reading: Reading, node: ast.Call, scope: Scope) -> Value:
    callee = evaluate(reading, node.func, scope)
    args: list[Value] = []
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            args += items(reading.budget, evaluate(reading, argument.value, scope))
        else:
            args.append(evaluate(reading, argument, scope))
    kwargs: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluate(reading, keyword.value, scope)
        if keyword.arg is not None:
            kwargs[keyword.arg] = value
        elif type(value) is dict and all(type(key) is str for key in value):
            kwargs.update(value)
    reading.position.line = node.lineno
    reading.position.scope = scope
    reading.position.call = node
    if isinstance(callee, Unknown):
        if not op_calls.has_tensor(args, kwargs):
            return callee
        return _unknown_call(reading, node, callee, args)
    return reading.invoke(reading, callee, args, kwargs, node.lineno)


def _unknown_call(reading: Reading, node: ast.Call, callee: Unknown, args: list[Value]) -> Value:
    """Call something that is not known on tensors: a placeholder, so that the graph goes on."""
    named = node.func
    while isinstance(named, ast.Call):
        named = named.func
    if not (name := name_of(named)):
        return callee
    return placeholder(reading, f"custom_layers.{name}", {}, args, callee.reason, node.lineno)


def _binary(reading: Reading, node: ast.BinOp, scope: Scope) -> Value:
    # A long sum is a deep tree, leaning to the left.
    chain: list[ast.BinOp] = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp):
        chain.append(first)
        first = first.left
    value = evaluate(reading, first, scope)
    for step in reversed(chain):
        reading.budget.spend()
        right = evaluate(reading, step.right, scope)
        value = binary(reading, type(step.op), value, right, step.lineno)
    return value


def _unary(reading: Reading, node: ast.UnaryOp, scope: Scope) -> Value:
    value = evaluate(reading, node.operand, scope)
    if isinstance(node.op, ast.Not):
        found = truth(value)
        return value if isinstance(found, Unknown) else not found
    if isinstance(value, (Tensor, Array)):
        if isinstance(node.op, ast.UAdd):
            return value
        return op_calls.operator(reading, type(node.op).__name__, [value], node.lineno)
    return arithmetic.unary(reading.budget, type(node.op), value)


def _compare(reading: Reading, node: ast.Compare, scope: Scope) -> Value:
    left = evaluate(reading, node.left, scope)
    result: Value = True
    for kind, comparator in zip(map(type, node.ops), node.comparators, strict=True):
        right = evaluate(reading, comparator, scope)
        tensors = isinstance(left, (Tensor, Array)) or isinstance(right, (Tensor, Array))
        if tensors and kind not in (ast.Is, ast.IsNot, ast.In, ast.NotIn):
            result = op_calls.operator(reading, kind.__name__, [left, right], node.lineno)
        else:
            result = arithmetic.compare(reading.budget, kind, left, right)
        if result is False:
            return False
        left = right
    return result


def _boolean(reading: Reading, node: ast.BoolOp, scope: Scope) -> Value:
    stop = isinstance(node.op, ast.Or)
    value: Value = None
    for operand in node.values:
        value = evaluate(reading, operand, scope)
        found = truth(value)
        if isinstance(found, Unknown):
            return found
        if found is stop:
            return value
    return value


def _if(reading: Reading, node: ast.IfExp, scope: Scope) -> Value:
    found = truth(evaluate(reading, node.test, scope))
    if isinstance(found, Unknown):
        return found
    return evaluate(reading, node.body if found else node.orelse, scope)


def _tuple(reading: Reading, node: ast.Tuple, scope: Scope) -> Value:
    return reading.budget.weigh(tuple(_elements(reading, node.elts, scope)))


def _list(reading: Reading, node: ast.List, scope: Scope) -> Value:
    return reading.budget.weigh(_elements(reading, node.elts, scope))


def _set(reading: Reading, node: ast.Set, scope: Scope) -> Value:
    return comprehensions.hashable(set, _elements(reading, node.elts, scope))


def _elements(reading: Reading, nodes: list[ast.expr], scope: Scope) -> list[Value]:
    found: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            found += items(reading.budget, evaluate(reading, node.value, scope))
            reading.budget.weigh(found)
        else:
            found.append(evaluate(reading, node, scope))
    return found


def _dict(reading: Reading, node: ast.Dict, scope: Scope) -> Value:
    found: dict[Value, Value] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        result = evaluate(reading, value, scope)
        if key is None:
            if type(result) is not dict:
                raise NotFollowed("what is unpacked here is not known")
            found.update(result)
        else:
            own = evaluate(reading, key, scope)
            arithmetic.known(own)
            reading.budget.weigh(own)
            comprehensions.hashable(hash, own)
            found[own] = result
    return reading.budget.weigh(found)


def _subscript(reading: Reading, node: ast.Subscript, scope: Scope) -> Value:
    owner = evaluate(reading, node.value, scope)
    key = evaluate(reading, node.slice, scope)
    return subscript(reading, owner, key, node.lineno)


def _slice(reading: Reading, node: ast.Slice, scope: Scope) -> Value:
    parts = (node.lower, node.upper, node.step)
    found = [None if part is None else evaluate(reading, part, scope) for part in parts]
    for value in found:
        if isinstance(value, Unknown):
            return value
    return slice(*found)


def _joined(reading: Reading, node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] = []
    for part in node.values:
        value = evaluate(reading, part, scope)
        if not isinstance(value, str):
            return value  # it is not known
        parts.append(value)
    return reading.budget.weigh("".join(parts))


_CONVERSIONS: dict[int, Callable[[Value], str]] = {ord("r"): repr, ord("a"): ascii, ord("s"): str}


def _formatted(reading: Reading, node: ast.FormattedValue, scope: Scope) -> Value:
    value = evaluate(reading, node.value, scope)
    spec = "" if node.format_spec is None else evaluate(reading, node.format_spec, scope)
    if isinstance(value, Unknown):
        return value
    if not isinstance(spec, str):
        return spec  # it is not known
    convert = _CONVERSIONS.get(node.conversion)
    if convert is not None:
        arithmetic.printable(reading.budget, value)
        value = arithmetic.plain(reading.budget, convert, value)
    return arithmetic.formatted(reading.budget, value, spec)


def _lambda(reading: Reading, node: ast.Lambda, scope: Scope) -> Value:
    return text_functions.define(reading, node, scope)


def _walrus(reading: Reading, node: ast.NamedExpr, scope: Scope) -> Value:
    value = evaluate(reading, node.value, scope)
    scope.bind(node.target.id, value)
    return value


def _inner(reading: Reading, node: ast.Starred | ast.Await, scope: Scope) -> Value:
    return evaluate(reading, node.value, scope)


_KINDS: dict[type[ast.AST], Callable[..., Value]] = dict(
    (
        entry(ast.Attribute, _attribute),
        entry(ast.Await, _inner),
        entry(ast.BinOp, _binary),
        entry(ast.BoolOp, _boolean),
        entry(ast.Call, _call),
        entry(ast.Compare, _compare),
        entry(ast.Constant, _constant),
        entry(ast.Dict, _dict),
        entry(ast.DictComp, comprehensions.dict_of),
        entry(ast.FormattedValue, _formatted),
        entry(ast.GeneratorExp, comprehensions.list_of),
        entry(ast.IfExp, _if),
        entry(ast.JoinedStr, _joined),
        entry(ast.Lambda, _lambda),
        entry(ast.List, _list),
        entry(ast.ListComp, comprehensions.list_of),
        entry(ast.Name, _name),
        entry(ast.NamedExpr, _walrus),
        entry(ast.Set, _set),
        entry(ast.SetComp, comprehensions.set_of),
        entry(ast.Slice, _slice),
        entry(ast.Starred, _inner),
        entry(ast.Subscript, _subscript),
        entry(ast.Tuple, _tuple),
        entry(ast.UnaryOp, _unary),
    )
)
