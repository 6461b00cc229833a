"""How an argument was worked out of the parameters of the function around it.

Values are followed, not what they come from. So an argument is looked up where it is written, and
taken for arithmetic over parameters only where that arithmetic gives the value that was followed.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

from model_codegen.importers.source.values import Run, Value

_LONGEST = 120
_DEEPEST = 8
_LARGEST = 2**63
_MOST_BITS = 63


def _power(base: int | float, exponent: int | float) -> int | float:
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and abs(base) > 1 and exponent > _MOST_BITS:
        raise OverflowError  # it would take long to work out, and is no size of anything
    found: int | float = base**exponent
    return found


_BINARY: Mapping[type[ast.operator], Callable[[int | float, int | float], int | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}


_WITHOUT_NAMES = (ast.Constant, ast.JoinedStr)
"""What is no arithmetic over anything, and most of what is written."""


class _OtherError(Exception):
    """It is something else than arithmetic over parameters."""


def written(run: Run, parts: Mapping[str, ast.expr], values: Mapping[str, Value]) -> dict[str, str]:
    """Of some arguments, those that are arithmetic over the parameters of a function, as text.

    An item of a tuple or list is named with its place: `shape[2]`.

    Args:
        run: The run of the function that they are in.
        parts: The arguments as they are written.
        values: What they came to.
    """
    found: dict[str, str] = {}
    for name, part in parts.items():
        if name not in values or type(part) in _WITHOUT_NAMES:
            continue
        value = values[name]
        if (text := text_of(run, part, value)) is not None:
            found[name] = text
        elif isinstance(part, (ast.Tuple, ast.List)) and isinstance(value, (tuple, list)):
            items = zip(part.elts, value, strict=False)
            for index, (each, item) in enumerate(items):
                if (text := text_of(run, each, item)) is not None:
                    found[f"{name}[{index}]"] = text
    return found


def text_of(run: Run, part: ast.expr, value: Value) -> str | None:
    """An argument as arithmetic over the parameters of a function; None if it is not that.

    Args:
        run: The run of the function that it is in.
        part: The argument as it is written.
        value: What it came to.
    """
    try:
        resolved = _resolved(run, part, 0)
        if not any(isinstance(each, ast.Name) for each in ast.walk(resolved)):
            return None
        if not _same(_evaluated(run, resolved), value):
            return None
    except (_OtherError, ArithmeticError):
        return None
    text = ast.unparse(resolved)
    return text if len(text) <= _LONGEST else None


def names_in(text: str) -> list[str]:
    """The parameters that an expression of `written` depends on, each once."""
    tree = ast.parse(text, mode="eval")
    return [*dict.fromkeys(n.id for n in ast.walk(tree) if isinstance(n, ast.Name))]


def filled(text: str, known: Mapping[str, int | float]) -> str:
    """The expression with numbers in the place of some parameters."""
    tree = _Filler(known).visit(ast.parse(text, mode="eval"))
    return ast.unparse(tree)


class _Filler(ast.NodeTransformer):
    def __init__(self, known: Mapping[str, int | float]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._known[node.id]) if node.id in self._known else node


def _resolved(run: Run, part: ast.expr, depth: int) -> ast.expr:
    if depth > _DEEPEST:
        raise _OtherError
    match part:
        case ast.Constant(value=int() | float()) if type(part.value) is not bool:
            return part
        case ast.Name(id=name) if name in run.given:
            return ast.Name(name, ast.Load())
        case ast.Name(id=name):
            assigned = _assigned(run.node).get(name)
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            assigned = _assigned(run.node).get(f"self.{name}")
        case ast.BinOp() if type(part.op) in _BINARY:
            left, right = (_resolved(run, each, depth + 1) for each in (part.left, part.right))
            return ast.BinOp(left, part.op, right)
        case ast.UnaryOp(op=ast.USub()):
            return ast.UnaryOp(part.op, _resolved(run, part.operand, depth + 1))
        case ast.Tuple() | ast.List():
            return ast.Tuple([_resolved(run, e, depth + 1) for e in part.elts], ast.Load())
        case _:
            raise _OtherError
    if assigned is None:
        raise _OtherError
    return _resolved(run, assigned, depth + 1)


@lru_cache(maxsize=256)
def _assigned(node: ast.AST) -> dict[str, ast.expr]:
    """What the names and attributes of a function are that are assigned once in it."""
    found: dict[str, ast.expr | None] = {}
    for each in ast.walk(node):
        targets: list[ast.expr] = []
        if isinstance(each, ast.Assign):
            targets = each.targets
        elif isinstance(each, (ast.AugAssign, ast.AnnAssign, ast.For, ast.NamedExpr)):
            targets = [each.target]
        for target in targets:
            simple = isinstance(each, ast.Assign) and len(targets) == 1
            for name in _names(target):
                once = name not in found and simple and not isinstance(target, ast.Tuple)
                found[name] = each.value if once and isinstance(each, ast.Assign) else None
    return {name: value for name, value in found.items() if value is not None}


def _names(target: ast.expr) -> list[str]:
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for each in target.elts for name in _names(each)]
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        return [f"{target.value.id}.{target.attr}"]
    return []


def _evaluated(run: Run, part: ast.expr) -> Value:
    if isinstance(part, ast.Constant):
        return part.value
    if isinstance(part, ast.Name):
        return run.given[part.id]
    if isinstance(part, ast.Tuple):
        return tuple(_evaluated(run, each) for each in part.elts)
    if isinstance(part, ast.UnaryOp):
        return -_number(_evaluated(run, part.operand))
    assert isinstance(part, ast.BinOp)
    left, right = (_number(_evaluated(run, each)) for each in (part.left, part.right))
    return _number(_BINARY[type(part.op)](left, right))


def _number(value: Value) -> int | float:
    if type(value) is int and abs(value) < _LARGEST:
        return value
    if type(value) is float:
        return value
    raise _OtherError


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(map(_same, one, other))
    plain = one is None or type(one) in (int, float, str, bool)
    return plain and type(one) is type(other) and one == other
