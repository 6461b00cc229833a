"""The text as it is pasted: notebook commands and prompts taken away, parsed, not too deep."""

from __future__ import annotations

import ast
import re
import warnings

from model_codegen.errors import DesignError
from model_codegen.importers.source.bounds import LONGEST_TEXT
from model_codegen.words import shorten

_PROMPT = re.compile(r"^(\s*)(>>>|\.\.\.)( |$)")
_CELL = re.compile(r"^(In|Out) ?\[[ \d*]*\]: ?")
_COMMAND = re.compile(r"^(\s*)([%!?]|[\w.]+\?\s*$)")


def parse(text: str) -> ast.Module:
    """Parse a text of Python, or of a notebook.

    Args:
        text: Python source; lines of IPython (`%matplotlib inline`, `!pip install`), prompts
            (`>>> `) and common indentation are no matter.

    Raises:
        DesignError: With one sentence, if it is no Python.
    """
    if len(text) > LONGEST_TEXT:
        raise DesignError(f"This text is longer than {LONGEST_TEXT:,} characters.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _parsed(text)
    except DesignError as error:
        cleaned = _dedented(_plain(text))
        if cleaned == text:
            raise
        try:
            return _parsed(cleaned)
        except DesignError:
            raise error from None


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        where = f"Line {error.lineno}: " if error.lineno else ""
        raise DesignError(f"{where}this is no Python: {shorten(error.msg or '')}.") from None
    except (RecursionError, MemoryError):
        raise DesignError("This text is nested too deeply to be read.") from None
    except ValueError as error:
        raise DesignError(f"This is no Python: {shorten(str(error))}.") from None


def _plain(text: str) -> str:
    """The text without prompts, what a prompt answered, and commands of a notebook."""
    lines = text.split("\n")
    prompted = any(line.lstrip().startswith(">>>") for line in lines)
    return "\n".join(_line(line, prompted=prompted) for line in lines)


def _line(line: str, *, prompted: bool) -> str:
    line = _CELL.sub("", line)
    if prompted:
        return _PROMPT.sub(r"\1", line) if _PROMPT.match(line) else ""
    command = _COMMAND.match(line)
    # The line stays, so that numbers are those of the text; as a statement, so that blocks do.
    return f"{command.group(1)}pass" if command else line


def _dedented(text: str) -> str:
    lines = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:] if line.strip() else "" for line in lines)


def depth(tree: ast.AST, most: int) -> int:
    """How deep a tree is, or `most` if it is deeper. Nothing here recurses.

    Args:
        tree: Any node.
        most: What is deep enough.
    """
    level, found = [tree], 0
    while level and found < most:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        found += 1
    return found
