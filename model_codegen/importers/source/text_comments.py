"""Comments of a text: what each line of it is said to be."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from model_codegen.emitters.comments import is_instruction, is_own
from model_codegen.emitters.training.script import FUNCTIONS

_MOST = 500
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)


@dataclass(eq=False)
class TextComments:
    """The comments of a text, and which statement or element of a list they are about.

    Attributes:
        above: By line that stands alone with a comment: what it says.
        behind: By line: what stands behind its code.
        ends: By line: the first and the last line of the statement or element that has it.
        aside: The lines of functions that train the model: what is said there is about no drawing,
            unless it is about a call.
    """

    above: dict[int, str] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)
    ends: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    aside: frozenset[int] = frozenset()
    _used: set[int] = field(default_factory=set)

    def about(self, line: int) -> str:
        """What is said about the call on a line; every comment is told once.

        It is what stands directly above the statement, or element of a list, that begins there or
        has the line, and what stands behind it.

        Args:
            line: Where the call begins.
        """
        first, last = self.ends.get(line, (line, line))
        found: list[str] = []
        number = first - 1
        while number in self.above and number not in self._used:
            found.append(self.above[number])
            self._used.add(number)
            number -= 1
        found.reverse()
        for number in range(first, last + 1):
            said = self.above.get(number, self.behind.get(number))
            if said is not None and number not in self._used:
                self._used.add(number)
                found.append(said)
        while found and not found[-1]:
            found.pop()
        return "\n".join(found)

    def left(self) -> Iterator[str]:
        """What is said about no call, each run of lines as one text."""
        run: list[str] = []
        before = 0
        for number, text in sorted({**self.above, **self.behind}.items()):
            if number in self._used or number in self.aside:
                continue
            if run and number != before + 1:
                yield "\n".join(run)
                run = []
            run.append(text)
            before = number
        if run:
            yield "\n".join(run)


def read_comments(text: str, module: ast.Module) -> TextComments:
    """Find the comments of a text. What speaks to tools, or is only a line drawn, says nothing.

    Args:
        text: Python.
        module: The same, parsed.
    """
    if "#" not in text:
        return TextComments()
    found = TextComments(ends=_ends(module), aside=frozenset(_aside(module)))
    lines = text.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type != tokenize.COMMENT or len(found.above) + len(found.behind) >= _MOST:
                continue
            said = token.string.lstrip("#").removeprefix(" ").rstrip()
            if is_own(said) or is_instruction(said) or not (said == "" or re.search(r"\w", said)):
                continue
            row, column = token.start
            alone = not lines[row - 1][:column].strip()
            (found.above if alone else found.behind)[row] = said
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass
    return found


def _aside(module: ast.Module) -> Iterator[int]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS:
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _ends(module: ast.Module) -> Mapping[int, tuple[int, int]]:
    """By line: the first and last line of the smallest statement or element that has it."""
    found: dict[int, tuple[int, int]] = {}
    for node in ast.walk(module):
        parts: list[ast.AST] = []
        if isinstance(node, _SIMPLE):
            parts = [node]
        elif isinstance(node, ast.List):
            begun = {each.lineno for each in node.elts}
            parts = [each for each in node.elts if len(begun) == len(node.elts) > 1]
        for part in parts:
            first = getattr(part, "lineno", 0)
            last = getattr(part, "end_lineno", None) or first
            for line in range(first, last + 1):
                known = found.get(line)
                if known is None or last - first <= known[1] - known[0]:
                    found[line] = (first, last)
    return found
