"""`Source`: the text under construction, formatted at the end with its map from calls to lines."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from ruff import find_ruff_bin

from model_codegen.design.errors import LayerloomError
from model_codegen.emitters.generated_code import GeneratedCode

Mark = tuple[str, str]
"""A call: graph id and node id."""


class Source:
    """Lines of Python, each with the calls that it writes.

    A line holds a whole simple statement, the head of a compound one, or one element of a list, so
    that formatting moves it as a whole. The imports are added at the end.
    """

    def __init__(self) -> None:
        self._lines: list[str] = ["import keras", ""]
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._depth = 0

    def line(self, text: str = "", marks: Iterable[Mark] = ()) -> None:
        """Add a line at the present indentation."""
        self._lines.append("    " * self._depth + text if text else "")
        found = tuple(marks)
        if found:
            self._marks[len(self._lines)] = found

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
        before = _placed(self._tree)
        used = {node.id for node in before if isinstance(node, ast.Name)} & {"layers", "ops"}
        if used:
            self._lines[1] = f"from keras import {', '.join(sorted(used))}"
        formatted = _format("\n".join(self._lines) + "\n")
        ranges: dict[int, tuple[int, int]] = {}
        for old, new in zip(before, _placed(ast.parse(formatted)), strict=True):
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


_Placed = ast.stmt | ast.expr | ast.arg
_APART = (ast.FunctionDef, ast.ClassDef, ast.If, ast.ImportFrom)
"""Compound statements, whose end is not on their line, and the import that is added last."""


def _placed(tree: ast.Module) -> list[_Placed]:
    nodes = ast.walk(tree)
    return [n for n in nodes if isinstance(n, _Placed) and not isinstance(n, _APART)]


def _format(text: str) -> str:
    try:
        ruff = find_ruff_bin()
    except FileNotFoundError:
        raise LayerloomError(
            "The program ruff, which formats source, is not installed: run `pip install ruff`."
        ) from None
    # As for a user without a configuration of their own.
    command = [ruff, "format", "--isolated", "--stdin-filename", "model.py", "-"]
    result = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    if result.returncode:
        raise LayerloomError(f"The generated source could not be formatted: {result.stderr}")
    return result.stdout
