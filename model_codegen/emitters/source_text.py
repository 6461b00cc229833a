"""`Source`: the text under construction, formatted at the end with its map from calls to lines."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from types import MappingProxyType

from ruff import find_ruff_bin

from model_codegen.design.custom_code import Needed
from model_codegen.design.errors import LayerloomError
from model_codegen.emitters.generated_code import GeneratedCode, Mark

NOTHING_SAID: Mapping[Mark, Sequence[str]] = MappingProxyType({})


class Source:
    """Lines of Python, each with the calls that it writes.

    A line holds a whole simple statement, the head of a compound one, or one element of a list, so
    that formatting moves it as a whole. The imports are added at the end; with those of the
    design's own code, which comes first, and whose own style is kept as formatting leaves it.

    Args:
        comments: By call: the lines of what is said about it, see `comment`.
    """

    def __init__(self, comments: Mapping[Mark, Sequence[str]] = NOTHING_SAID) -> None:
        self._comments = dict(comments)
        self._lines: list[str] = ["import keras", ""]
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._depth = 0
        self._imports: dict[str, None] = {}
        self._before: tuple[str, ...] = ()
        self._constants: tuple[str, ...] = ()
        self._foreign = 0

    def line(self, text: str = "", marks: Iterable[Mark] = ()) -> None:
        """Add a line at the present indentation."""
        self._lines.append("    " * self._depth + text if text else "")
        found = tuple(marks)
        if found:
            self._marks[len(self._lines)] = found

    def comment(self, mark: Mark) -> None:
        """Add what is said about a call, unless it stands there already; its line is to follow."""
        for said in self._comments.pop(mark, ()):
            self.line(f"# {said}".rstrip())

    def imports(self, *statements: str) -> None:
        """Add imports, besides those of Keras."""
        self._imports |= dict.fromkeys(statements)

    def before_imports(self, *statements: str) -> None:
        """Add what has to be done before anything is imported, imports for it included."""
        self._before = statements

    def constants(self, *statements: str) -> None:
        """Add what stands below the imports, a statement each."""
        self._constants += statements

    def foreign(self, code: Needed) -> None:
        """Add the design's own code, before any other."""
        self.imports(*code.imports)
        self._foreign = len(code.statements)
        plain = False
        for statement in code.statements:
            before, plain = plain, isinstance(ast.parse(statement).body[0], _PLAIN)
            # As ruff wants it below imports, and as people write constants.
            self._lines += [""] * ((1 - before) if plain else 2) + statement.split("\n")

    @contextmanager
    def block(self, head: str, marks: Iterable[Mark] = ()) -> Iterator[None]:
        """Add the head of a compound statement or bracket and indent what follows."""
        self.line(head, marks)
        self._depth += 1
        yield
        self._depth -= 1

    @cached_property
    def _tree(self) -> ast.Module:
        """What is written, once it is complete."""
        return ast.parse("\n".join(self._lines) + "\n")

    @property
    def fewest_lines(self) -> int:
        """So many lines it has at least once it is formatted: each statement begins a new one."""
        return sum(isinstance(node, ast.stmt) for node in ast.walk(self._tree))

    def finish(self, style: str) -> GeneratedCode:
        """Format the text and find every call in it again.

        Formatting keeps the syntax tree, so both trees are walked side by side: what stood on a
        marked line is wherever its tree nodes stand now.
        """
        imports = ["import keras"]
        if used := self._used("layers", "ops"):
            imports.append(f"from keras import {', '.join(sorted(used))}")
        if self._imports:
            imports = [_sort("\n".join([*imports, *self._imports]) + "\n").rstrip()]
        below = self._end_of_imports()
        head = [*self._before, *imports, *self._lines[2:below]]
        if self._constants:
            head += ["", *self._constants]
        formatted = _format("\n".join([*head, *self._lines[below:]]) + "\n")
        tree = ast.parse(formatted)
        del tree.body[: len(ast.parse("\n".join(head)).body)]
        ranges: dict[int, tuple[int, int]] = {}
        for old, new in _paired(self._written(self._tree), self._written(tree)):
            if old.lineno in self._marks:
                first, last = ranges.get(old.lineno, (new.lineno, 0))
                ranges[old.lineno] = (min(first, new.lineno), max(last, new.end_lineno or 0))
        found: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for line, marks in self._marks.items():
            for graph, node in marks:
                places = found.setdefault(graph, {}).setdefault(node, [])
                if ranges[line] not in places:
                    places.append(ranges[line])
        return GeneratedCode(formatted, found, style)

    def _end_of_imports(self) -> int:
        """The number of lines up to the last import above all else."""
        lines = 2
        for node in self._tree.body:
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                break
            lines = max(lines, node.lineno)
        return lines

    def _used(self, *names: str) -> set[str]:
        """Which of some names are used in what is written here."""
        text = "\n".join(self._lines)
        # To look at each node of a large design takes as long as to parse it.
        likely = {name for name in names if re.search(rf"(?<![\w.]){name}\b", text)}
        found: set[str] = set()
        for node in ast.walk(ast.Module(self._written(self._tree), [])):
            if found == likely:
                break
            if isinstance(node, ast.Name) and node.id in likely:
                found.add(node.id)
        return found

    def _written(self, tree: ast.Module) -> list[ast.stmt]:
        """All that is written here: neither imports nor the design's own code."""
        written = [node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom))]
        return written[self._foreign :]


_Placed = ast.stmt | ast.expr | ast.arg


def _paired(
    before: Sequence[ast.AST], after: Sequence[ast.AST]
) -> Iterator[tuple[_Placed, _Placed]]:
    """What has a place in two trees that are alike; not what is within something on one line."""
    stack = [*zip(before, after, strict=True)]
    while stack:
        old, new = stack.pop()
        if isinstance(old, _Placed) and isinstance(new, _Placed) and not isinstance(old, _COMPOUND):
            yield old, new
            if old.lineno == old.end_lineno:
                continue
        stack += zip(ast.iter_child_nodes(old), ast.iter_child_nodes(new), strict=True)


_PLAIN = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)
_COMPOUND = (ast.FunctionDef, ast.ClassDef, ast.If)
"""Statements whose end is not on their line."""


def _format(text: str) -> str:
    return _ruff(text, "format")


def _sort(imports: str) -> str:
    """Imports in order, each once."""
    return _ruff(imports, "check", "--select", "I", "--fix", "--quiet", "--no-cache")


def _ruff(text: str, *command: str) -> str:
    try:
        ruff = find_ruff_bin()
    except FileNotFoundError:
        raise LayerloomError(
            "The program ruff, which formats source, is not installed: run `pip install ruff`."
        ) from None
    # As for a user without a configuration of their own.
    line = [ruff, *command, "--isolated", "--stdin-filename", "model.py", "-"]
    result = subprocess.run(line, input=text, capture_output=True, encoding="utf-8", check=False)
    if result.returncode:
        raise LayerloomError(f"The generated source could not be formatted: {result.stderr}")
    return result.stdout
