"""A training script as a notebook: the same text, cut into cells, with words between them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

_SETTING = (ast.Import, ast.ImportFrom, ast.Assign)
_BUILD = re.compile(r"build_model(_\d+)?")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!<>|~$&-])")


@dataclass(frozen=True)
class _Section:
    """A part of the notebook.

    Attributes:
        key: From which the ids of its cells are made.
        words: What is said above it, in Markdown.
        last: The function that ends it in the script.
        marks: Names of which one stands in each paragraph of `main` that belongs to it.
    """

    key: str
    words: str
    last: str = ""
    marks: tuple[str, ...] = ()


_SETUP = _Section(
    "setup",
    "The libraries, and the few numbers that you may want to change. `SEED` makes every run on a "
    "CPU give the same numbers.",
)
_SECTIONS = (
    _Section(
        "model",
        "## Model\n\nThe layers and how they are connected. The seed is set first, since the "
        "weights are drawn by lot.",
        "",
        ("set_random_seed",),
    ),
    _Section(
        "data",
        "## Data\n\nThe samples are split into a part that the model learns from and a part that "
        "it is checked with.",
        "load_data",
        ("load_data",),
    ),
    _Section(
        "compile",
        "## Loss, metrics and optimizer\n\nThe loss is what training makes smaller; the metrics "
        "are for people to read.",
        "compile_model",
    ),
    _Section(
        "callbacks",
        "## Callbacks\n\nThey watch the training: they may stop it, save the model, or change the "
        "learning rate.",
        "make_callbacks",
    ),
    _Section(
        "train",
        "## Training\n\nThe history has the loss and the metrics of every epoch. The model is "
        "saved with its weights.",
        "train",
        ("train",),
    ),
    _Section(
        "evaluate",
        "## Evaluation\n\nHow the model does on samples that it has not learnt from.",
        "",
        ("evaluate",),
    ),
    _Section(
        "history",
        "## History\n\nWhere the curve of validation turns away from that of training, the model "
        "learns its samples by heart.",
        "plot_history",
        ("plot_history",),
    ),
)


@dataclass(frozen=True)
class Cell:
    """A cell of the notebook.

    Attributes:
        id: The same in every notebook.
        words: Of a cell of words, what it says, in Markdown; empty: it is one of code.
        lines: Of a cell of code, the ranges of lines of the script that stand in it, with a blank
            line between them; first and last, counted from 1.
        indent: How many spaces are taken away from each line.
    """

    id: str
    words: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    indent: int = 0


def cells(script: str, title: str) -> list[Cell]:
    """The cells of the notebook, from top to bottom; they do what `main` does.

    Args:
        script: The text, as `emit` writes it.
        title: What stands at the top.
    """
    tree = ast.parse(script)
    lines = script.splitlines()
    main = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "main")
    paragraphs = list(_paragraphs(main, lines))
    heading = _SPECIAL.sub(r"\\\1", " ".join(title.split()))
    found = [Cell("setup-words", f"# {heading}\n\n{_SETUP.words}")]
    for section, part in zip((_SETUP, *_SECTIONS), _parts(tree, lines), strict=True):
        run = tuple(place for names, place in paragraphs if names & {*section.marks})
        if part is None and not run:
            continue
        if section is not _SETUP:
            found.append(Cell(f"{section.key}-words", section.words))
        if part is not None:
            found.append(Cell(f"{section.key}-code", lines=(part,)))
        if run:
            found.append(Cell(f"{section.key}-run", lines=run, indent=main.body[0].col_offset))
    return found


def notebook(script: str, title: str) -> str:
    """Write a training script as a notebook: JSON of nbformat 4.5.

    Args:
        script: The text, as `emit` writes it.
        title: What stands at the top.
    """
    lines = script.splitlines()
    return document([_json(cell, lines) for cell in cells(script, title)])


def document(cells: list[dict[str, Any]]) -> str:
    """The file that has these cells: JSON of nbformat 4.5.

    Args:
        cells: As `words_cell` and `code_cell` make them.
    """
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    found = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def words_cell(id: str, words: str) -> dict[str, Any]:
    """A cell of words, in Markdown; its id is one of its own in the notebook."""
    found: dict[str, Any] = {"id": id, "metadata": {}}
    return found | {"cell_type": "markdown", "source": words.splitlines(keepends=True)}


def code_cell(id: str, code: str) -> dict[str, Any]:
    """A cell of code that has not been run; its id is one of its own in the notebook."""
    found: dict[str, Any] = {"id": id, "metadata": {}, "cell_type": "code"}
    source = code.splitlines(keepends=True)
    return found | {"execution_count": None, "outputs": [], "source": source}


def _json(cell: Cell, lines: Sequence[str]) -> dict[str, Any]:
    if cell.words:
        return words_cell(cell.id, cell.words)
    ranges = (lines[first - 1 : last] for first, last in cell.lines)
    text = "\n\n".join("\n".join(line[cell.indent :] for line in part) for part in ranges)
    return code_cell(cell.id, text)


def _parts(tree: ast.Module, lines: Sequence[str]) -> list[tuple[int, int] | None]:
    """The lines of the setup and of each section, without `main`; None where it has none."""
    starts = [_first(node, lines) for node in tree.body]
    functions = {n.name: i for i, n in enumerate(tree.body) if isinstance(n, ast.FunctionDef)}
    # Blocks come before the model, and may be called so, too.
    build = max(i for name, i in functions.items() if _BUILD.fullmatch(name))
    place = next(i for i, node in enumerate(tree.body) if not isinstance(node, _SETTING))
    found: list[tuple[int, int] | None] = [(1, _last(lines, starts[place]))]
    for section in _SECTIONS:
        end = build if section.key == "model" else functions.get(section.last)
        if end is None:
            found.append(None)
            continue
        found.append((starts[place] + 1, _last(lines, starts[end + 1])))
        place = end + 1
    return found


def _first(node: ast.stmt, lines: Sequence[str]) -> int:
    """The index of the line where a statement begins, decorators and comments above included."""
    first = node.lineno - 1
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
        first = node.decorator_list[0].lineno - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _last(lines: Sequence[str], end: int) -> int:
    """The number of the last line before an index that is not blank."""
    while not lines[end - 1].strip():
        end -= 1
    return end


def _paragraphs(
    main: ast.FunctionDef, lines: Sequence[str]
) -> Iterator[tuple[set[str], tuple[int, int]]]:
    """The lines of `main` between blank ones, each part with the names that stand in it."""
    first = main.body[0].lineno
    last = main.end_lineno or first
    blank = [number for number in range(first, last + 1) if not lines[number - 1].strip()]
    starts, ends = [first, *(n + 1 for n in blank)], [*(n - 1 for n in blank), last]
    for start, end in zip(starts, ends, strict=True):
        nodes = [*ast.walk(ast.parse(dedent("\n".join(lines[start - 1 : end]))))]
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        yield names, (start, end)
