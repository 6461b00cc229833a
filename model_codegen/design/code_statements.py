"""`Statement`: what one statement of a module binds and needs, and how it is written.

Facts of the syntax tree only; nothing is run.
"""

from __future__ import annotations

import ast
import inspect
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """A statement of the module, or one name of an import.

    Attributes:
        node: Its tree.
        text: Its text, with the comments above it and behind it.
        binds: The names of the module that it binds or changes.
        uses: The names of the module that it needs.
    """

    node: ast.stmt
    text: str
    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def is_import(self) -> bool:
        """Whether it is an import."""
        return isinstance(self.node, (ast.Import, ast.ImportFrom))

    @property
    def is_future(self) -> bool:
        """Whether it is an import from `__future__`, which goes for all of the module."""
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"

    @property
    def is_star(self) -> bool:
        """Whether it imports names that it does not say."""
        return isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*"


def first_line(node: ast.stmt) -> int:
    """The line where a statement begins, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def statements_of(tree: ast.Module, lines: list[str]) -> Iterator[Statement]:
    """Take a module apart.

    Args:
        tree: Its tree.
        lines: Its lines.
    """
    imported = {name for node in tree.body if isinstance(node, _IMPORTS) for name in _bound(node)}
    before = 0
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=False):
        end = node.end_lineno or node.lineno
        if isinstance(node, _IMPORTS):
            for single in _singles(node):
                yield Statement(single, "", frozenset(_bound(single)), frozenset())
        else:
            binds = frozenset(_bound(node)) | (frozenset(_changed(node)) - imported)
            alone = before < first_line(node) and (following is None or end < first_line(following))
            text = _whole(node, lines, before) if alone else ast.unparse(node)
            yield Statement(node, text, binds, _used(node))
        before = end


_IMPORTS = (ast.Import, ast.ImportFrom)


def _singles(node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
    """An import as imports of one name each."""
    singles: list[ast.stmt] = (
        [_plain(each) for each in node.names]
        if isinstance(node, ast.Import)
        else [ast.ImportFrom(node.module, [each], node.level) for each in node.names]
    )
    return [ast.copy_location(single, node) for single in singles]


def _plain(name: ast.alias) -> ast.stmt:
    """`import a.b as b`, as `from a import b` if it is that."""
    module, _, last = name.name.rpartition(".")
    if module and name.asname == last:
        return ast.ImportFrom(module, [ast.alias(last)], 0)
    return ast.Import([name])


def joined_imports(nodes: Iterable[ast.stmt]) -> Iterator[str]:
    """Imports of single names as text, each once, those from one module as one.

    Args:
        nodes: Of `statements_of`.
    """
    homes: dict[str, dict[str, None]] = {}
    for node in nodes:
        text = ast.unparse(node)
        home, _, name = text.partition(" import ")
        homes.setdefault(home if name and name != "*" else text, {})[name] = None
    for home, names in homes.items():
        yield f"{home} import {', '.join(names)}" if names.keys() - {"", "*"} else home


def _whole(node: ast.stmt, lines: list[str], before: int) -> str:
    """The text of a statement that has its lines to itself, with the comments above it.

    Args:
        node: The statement.
        lines: Those of the module.
        before: The last line of the statement before.
    """
    start = first_line(node)
    while start - 1 > before and lines[start - 2].startswith("#"):
        start -= 1
    return "\n".join(lines[start - 1 : node.end_lineno])


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names of the module that a statement binds, or whose values it changes."""
    pending: list[ast.AST] = [node]
    while pending:
        each = pending.pop()
        if isinstance(each, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield each.name
        elif isinstance(each, (ast.Import, ast.ImportFrom)):
            for name in each.names:
                yield name.asname or name.name.partition(".")[0]
        elif isinstance(each, (ast.Attribute, ast.Subscript)) and isinstance(each.ctx, ast.Store):
            yield from _root(each)
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
        if not isinstance(each, (ast.Lambda, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            pending += ast.iter_child_nodes(each)


def _changed(node: ast.stmt) -> Iterator[str]:
    """What a call of a method alone, `TABLE.update(…)`, may change."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _root(node.value.func)


def _root(node: ast.expr) -> Iterator[str]:
    inner = node
    while isinstance(inner, (ast.Attribute, ast.Subscript)):
        inner = inner.value
    if isinstance(inner, ast.Name) and inner is not node:
        yield inner.id


def _used(node: ast.stmt) -> frozenset[str]:
    """The names of the module that a statement needs, sooner or later."""
    found: set[str] = set()
    module = symtable.symtable(ast.unparse(node), "<code>", "exec")
    pending = [module]
    while pending:
        table = pending.pop()
        for symbol in table.get_symbols():
            if symbol.is_referenced() if table is module else symbol.is_global():
                found.add(symbol.get_name())
        pending += table.get_children()
    return frozenset(found)


def normal(node: ast.stmt) -> str:
    """A statement as text, its docstrings without the margins that formatting moves."""
    copy = ast.parse(ast.unparse(node))
    for each in ast.walk(copy):
        if not isinstance(each, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = each.body[0]
        if ast.get_docstring(each) is not None and isinstance(first, ast.Expr):
            lines = inspect.cleandoc(ast.get_docstring(each) or "").strip().split("\n")
            first.value = ast.Constant("\n".join(line.rstrip() for line in lines))
    return ast.unparse(copy)


def mentioned(tree: ast.stmt) -> Iterator[str]:
    """Every name, attribute and import in a statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
