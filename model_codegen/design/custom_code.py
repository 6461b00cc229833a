"""`CustomCode`: what the Python of a design's own layers defines, and what each class needs.

Facts of the syntax tree only. Nothing here runs the text or imports what it names, and hostile text
(deeply nested, huge, with NUL bytes) has a `problem` like any other mistake.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import symtable
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST = 200_000
"""Most characters of code that a design may have."""

DEEPEST = 100
"""How deep its syntax tree may be: what walks it later recurses, and so does Python's compiler."""


@dataclass(frozen=True)
class CustomClass:
    """A class at the top level of the code.

    Attributes:
        name: Its name.
        first: The first line of it, from 1, decorators included.
        last: Its last line.
        bases: The dotted names that it derives from, as they are written.
        parameters: What its own `__init__` takes by name; None if it has no `__init__`.
        takes_more: Whether that takes any other keyword, too.
        called_with: What its own `call` takes by name; None if it has no `call`.
    """

    name: str
    first: int
    last: int
    bases: tuple[str, ...] = ()
    parameters: tuple[str, ...] | None = None
    takes_more: bool = False
    called_with: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Needed:
    """The part of the code that some classes need.

    Attributes:
        imports: Its imports, a statement each.
        statements: All else, in the order of the text.
        names: What all of it binds at the top level of the module.
        mentions: Every name and attribute that stands in it, such as the layers that it makes.
    """

    imports: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Statement:
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
        return isinstance(self.node, (ast.Import, ast.ImportFrom))

    @property
    def is_future(self) -> bool:
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"

    @property
    def is_star(self) -> bool:
        return isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*"


@dataclass(frozen=True)
class CustomCode:
    """The code of a design's own layers, as far as its syntax tells.

    Attributes:
        text: The code; line breaks are those of Unix.
        classes: Its classes by name, in the order of the text. The last one of a name counts.
        functions: The names of its functions.
        problem: Why it is no Python that could be run, as a sentence; empty if it is.
        line: The line where that is, from 1; None if no line is to blame.
    """

    text: str
    classes: Mapping[str, CustomClass] = field(default_factory=dict)
    functions: frozenset[str] = frozenset()
    problem: str = ""
    line: int | None = None
    _statements: tuple[_Statement, ...] = field(default=(), repr=False)

    def needed(self, names: Iterable[str]) -> Needed:
        """Return what some names of the module need, they themselves included.

        What a star import brings is not known: it is taken along as soon as a name is of unknown
        origin. Statements that change a name that is needed (`TABLE["a"] = 1`) come along, too.

        Args:
            names: Names of classes or functions; unknown ones are ignored.
        """
        parts = self._parts(names)
        return Needed(
            tuple(dict.fromkeys(ast.unparse(s.node) for s in parts if s.is_import)),
            tuple(s.text for s in parts if not s.is_import),
            frozenset().union(*(s.binds for s in parts)) - {"*"},
            frozenset().union(*(_mentioned(s.node) for s in parts)),
        )

    def module(self, names: Iterable[str]) -> ast.Module:
        """The same as `needed`, as a tree whose lines are those of the text."""
        return ast.Module([statement.node for statement in self._parts(names)], [])

    def _parts(self, names: Iterable[str]) -> list[_Statement]:
        wanted, taken, pending = set[str](), set[int](), set(names)
        while pending:
            wanted |= pending
            pending = set()
            for index, statement in enumerate(self._statements):
                if index not in taken and not statement.binds.isdisjoint(wanted):
                    taken.add(index)
                    pending |= statement.uses | statement.binds
            pending -= wanted
        if not taken:
            return []
        bound = frozenset().union(*(self._statements[index].binds for index in taken))
        unknown = bool(wanted - bound - _GIVEN)
        return [
            s
            for index, s in enumerate(self._statements)
            if index in taken or s.is_future or (s.is_star and unknown)
        ]

    def takes(self, class_name: str, keyword: str) -> bool:
        """Whether the constructor of a class takes a keyword argument, as far as the text tells.

        Args:
            class_name: One of the classes; of any other it is taken for granted.
            keyword: Such as `"name"`.
        """
        for found in self._lineage(class_name):
            if found.parameters is not None:
                return found.takes_more or keyword in found.parameters
        return True

    def call_takes(self, class_name: str, keyword: str) -> bool:
        """Whether `call` of a class takes a keyword argument; not if the text does not tell."""
        for found in self._lineage(class_name):
            if found.called_with is not None:
                return keyword in found.called_with
        return False

    def _lineage(self, class_name: str) -> Iterator[CustomClass]:
        """A class and those of the code above it, as far as each is the first base of the other."""
        seen = set[str]()
        while class_name in self.classes and class_name not in seen:
            seen.add(class_name)
            found = self.classes[class_name]
            yield found
            class_name = found.bases[0] if found.bases else ""


_GIVEN = frozenset({*dir(builtins), "__name__", "__file__"})
"""What a module has without binding it."""


def digest(text: str) -> str:
    """A fingerprint of code, by which people's consent to run it is remembered."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def read_code(text: str) -> CustomCode:
    """Read code, without running any of it.

    Args:
        text: `Design.code`, or any other text.
    """
    if len(text) > LONGEST:
        return CustomCode(text, problem=f"This is more than {LONGEST:,} characters of code.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    too_deep = "This code is nested too deeply."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            if _depth(tree) > DEEPEST:
                return CustomCode(text, problem=too_deep)
            # Some mistakes, such as `return` outside a function, are the compiler's to find.
            compile(tree, "<code>", "exec", dont_inherit=True)
            statements = tuple(_statements(tree, text.split("\n")))
    except SyntaxError as error:
        said = (error.msg or "it cannot be parsed").rstrip(".?!")
        return CustomCode(text, problem=f"This is no Python: {said}.", line=error.lineno)
    except (RecursionError, MemoryError):
        return CustomCode(text, problem=too_deep)
    except ValueError as error:  # NUL bytes, lone surrogates
        return CustomCode(text, problem=f"This is no Python: {str(error)[:100].rstrip('.')}.")
    nodes = [statement.node for statement in statements]
    classes = {node.name: _class(node) for node in nodes if isinstance(node, ast.ClassDef)}
    functions = frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))
    return CustomCode(text, classes, functions, _statements=statements)


def _depth(tree: ast.AST) -> int:
    """How deep a tree is, or a bit more than is allowed. Nothing here recurses."""
    level, found = [tree], 0
    while level and found <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        found += 1
    return found


def _class(node: ast.ClassDef) -> CustomClass:
    methods = {each.name: each.args for each in node.body if isinstance(each, ast.FunctionDef)}
    maker, call = methods.get("__init__"), methods.get("call")
    return CustomClass(
        node.name,
        _first_line(node),
        node.end_lineno or node.lineno,
        tuple(ast.unparse(each) for each in node.bases),
        None if maker is None else _parameters(maker),
        maker is not None and maker.kwarg is not None,
        None if call is None else _parameters(call),
    )


def _parameters(arguments: ast.arguments) -> tuple[str, ...]:
    """The names of the parameters of a method, without `self`."""
    named = (*arguments.posonlyargs, *arguments.args)[1:]
    return tuple(each.arg for each in (*named, *arguments.kwonlyargs))


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _statements(tree: ast.Module, lines: list[str]) -> Iterator[_Statement]:
    imported = {name for node in tree.body if isinstance(node, _IMPORTS) for name in _bound(node)}
    before = 0
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=False):
        end = node.end_lineno or node.lineno
        if isinstance(node, _IMPORTS):
            for single in _singles(node):
                yield _Statement(single, "", frozenset(_bound(single)), frozenset())
        else:
            binds = frozenset(_bound(node)) | (frozenset(_changed(node)) - imported)
            alone = before < _first_line(node) and (
                following is None or end < _first_line(following)
            )
            text = _whole(node, lines, before) if alone else ast.unparse(node)
            yield _Statement(node, text, binds, _used(node))
        before = end


_IMPORTS = (ast.Import, ast.ImportFrom)


def _singles(node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
    """An import as imports of one name each."""
    singles: list[ast.stmt] = (
        [ast.Import([each]) for each in node.names]
        if isinstance(node, ast.Import)
        else [ast.ImportFrom(node.module, [each], node.level) for each in node.names]
    )
    return [ast.copy_location(single, node) for single in singles]


def _whole(node: ast.stmt, lines: list[str], before: int) -> str:
    """The text of a statement that has its lines to itself, with the comments above it.

    Args:
        node: The statement.
        lines: Those of the module.
        before: The last line of the statement before.
    """
    start = _first_line(node)
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


def _mentioned(tree: ast.stmt) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
