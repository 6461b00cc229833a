"""The text as it is pasted: what is no Python around it taken away, parsed, not too deep."""

from __future__ import annotations

import ast
import json
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass

from model_codegen.design.errors import DesignError
from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import LONGEST_TEXT

_PROMPT = re.compile(r"^(\s*)(>>>|\.\.\.)( |$)")
_CELL = re.compile(r"^(In|Out) ?\[[ \d*]*\]: ?")
_COMMAND = re.compile(r"^(\s*)([%!?]|[\w.]+\?\s*$)")
_FENCE = re.compile(r"^\s*(```|~~~)\s*(\w*)")
_PYTHON = ("", "python", "py", "python3", "ipython", "pycon")

_OTHER = re.compile(r"\s*%%(?!time|timeit|capture|prun)")
"""The first line of a cell that is in another language, or only writes a file."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2007\u202f\u205f\u3000"), " ")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
_LIKENESSES = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0x2212: "-", 0x2013: "-"}
"""What web pages and word processors make of spaces, quotes and minus signs."""

_MOST_PASSED = 60
_MOST_READ = 3_000_000
"""How many lines are passed over at most, and how many characters are read again for it."""


@dataclass(frozen=True)
class Parsed:
    """A text that was parsed.

    Attributes:
        module: What is Python of it; lines are those of the text.
        passed: Lines that are none and were passed over, with what is wrong there.
        text: The Python that it was parsed from.
    """

    module: ast.Module
    passed: dict[int, str]
    text: str = ""


def parse(text: str) -> Parsed:
    """Parse a text of Python, or of a notebook, or with some Python in it.

    Args:
        text: Python source, or the file of a notebook; lines of IPython (`%matplotlib inline`,
            `!pip install`), prompts (`>>> `), common indentation, and the fences of Markdown are
            no matter.

    Raises:
        DesignError: With one sentence, if hardly any of it is Python.
    """
    text = _of_notebook(text)
    if len(text) > LONGEST_TEXT:
        raise DesignError(f"This text is longer than {LONGEST_TEXT:,} characters.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Parsed(_parsed(text), {}, text)
    except DesignError as error:
        first = error
    plain = _dedented(_plain(_unfenced(text).translate(_SPACES | _NOTHING)))
    straight = plain.translate(_LIKENESSES)
    for each in dict.fromkeys((plain, straight)):
        if each != text:
            with suppress(DesignError):
                return Parsed(_parsed(each), {}, each)
    return _recovered(straight, first)


def _of_notebook(text: str) -> str:
    """The Python of a Jupyter notebook; any other text as it is."""
    if not text.lstrip().startswith("{") or '"nbformat"' not in text:
        return text
    try:
        cells = json.loads(text)["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return text
    return "\n\n".join(source for source in sources if not _OTHER.match(source))


def _recovered(text: str, error: DesignError) -> Parsed:
    """The text without the lines that are no Python.

    Raises:
        DesignError: The error that is given, if there are too many.
    """
    lines = text.split("\n")
    passed: dict[int, str] = {}
    most = min(_MOST_PASSED, max(_MOST_READ // (len(text) + 1), 4))
    while len(passed) <= most:
        try:
            left = "\n".join(lines)
            return Parsed(_tree(left), passed, left)
        except SyntaxError as found:
            line = min(max(found.lineno or 1, 1), len(lines))
            # The same place again: it should not even be indented as it is.
            if line in passed and lines[line - 1]:
                lines[line - 1] = ""
                continue
            # And again: what stands before it is at fault.
            while line and (line in passed or not lines[line - 1].strip()):
                line -= 1
            if not line:
                break
            passed[line] = _told(found.msg)
            indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
            # The line stays, so that numbers are those of the text; as a statement, so that
            # blocks do.
            lines[line - 1] = " " * indent + "pass"
        except (RecursionError, MemoryError, ValueError):
            break
    raise error


def _parsed(text: str) -> ast.Module:
    try:
        return _tree(text)
    except SyntaxError as error:
        reason = f"this is no Python: {_told(error.msg)}."
        raise DesignError(reason, error.lineno or None) from None
    except (RecursionError, MemoryError):
        raise DesignError("This text is nested too deeply to be read.") from None
    except ValueError as error:
        raise DesignError(f"This is no Python: {shorten(str(error))}.") from None


def _told(message: str | None) -> str:
    """What Python says of a line, to end a sentence with."""
    return shorten(message or "").rstrip(".?!")


def _tree(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _unfenced(text: str) -> str:
    """Of Markdown, what stands between fences that may be Python; other lines stay empty."""
    lines = text.split("\n")
    fences = [_FENCE.match(line) for line in lines]
    if not any(fences):
        return text
    inside = None
    for number, fence in enumerate(fences):
        if fence is not None:
            inside = fence[2].lower() in _PYTHON if inside is None else None
            lines[number] = ""
        elif not inside:
            lines[number] = ""
    return "\n".join(lines)


def _plain(text: str) -> str:
    """The text without prompts, what a prompt answered, and commands of a notebook."""
    lines = text.split("\n")
    prompted = any(line.lstrip().startswith(">>>") for line in lines)
    command, answer = "", False
    for number, line in enumerate(lines):
        if command.endswith("\\"):  # a command that goes on
            command, lines[number] = line.rstrip(), ""
            continue
        # What stands below a prompt, up to an empty line, is what it answered.
        prompt = prompted and _PROMPT.match(line) is not None
        answer = bool(line.strip()) and (prompt or answer)
        command = line.rstrip() if not prompt and _COMMAND.match(line) else ""
        lines[number] = "" if answer and not prompt else _line(line, prompted=prompted)
    return "\n".join(lines)


def _line(line: str, *, prompted: bool) -> str:
    line = _CELL.sub("", line)
    if prompted:
        line = _PROMPT.sub(r"\1", line)
    command = _COMMAND.match(line)
    return f"{command.group(1)}pass" if command else line


def _dedented(text: str) -> str:
    lines = text.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:] if line.strip() else "" for line in lines)


def depth(tree: ast.AST, most: int) -> int:
    """How deep a tree is, or `most` if it is deeper. Nothing here recurses.

    Args:
        tree: A node of any kind.
        most: What is deep enough.
    """
    level, found = [tree], 0
    while level and found < most:
        below: list[ast.AST] = []
        for node in level:  # as `ast.iter_child_nodes` has it, which takes three times as long
            for value in vars(node).values():
                if isinstance(value, list):
                    below += [item for item in value if isinstance(item, ast.AST)]
                elif isinstance(value, ast.AST):
                    below.append(value)
        level = below
        found += 1
    return found
