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


def notebook(script: str, title: str) -> str:
    """Write a training script as a notebook of format 4.5.

    The cells run from top to bottom, and do what `main` does. The ids of cells are always the same.

    Args:
        script: The text, as `emit` writes it.
        title: What stands at the top.
    """
    tree = ast.parse(script)
    lines = script.splitlines()
    main = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "main")
    paragraphs = list(_paragraphs(main, lines))
    heading = _SPECIAL.sub(r"\\\1", " ".join(title.split()))
    parts = _parts(tree, lines)
    cells = [
        _cell("setup-words", f"# {heading}\n\n{_SETUP.words}", code=False),
        _cell("setup-code", parts[0], code=True),
    ]
    for section, text in zip(_SECTIONS, parts[1:], strict=True):
        run = [p for names, p in paragraphs if names & {*section.marks}]
        if not text and not run:
            continue
        cells.append(_cell(f"{section.key}-words", section.words, code=False))
        if text:
            cells.append(_cell(f"{section.key}-code", text, code=True))
        if run:
            cells.append(_cell(f"{section.key}-run", "\n\n".join(run), code=True))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    found = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _parts(tree: ast.Module, lines: Sequence[str]) -> list[str]:
    """The text of the setup and of each section, without `main`."""
    starts = [_first(node, lines) for node in tree.body]
    functions = {n.name: i for i, n in enumerate(tree.body) if isinstance(n, ast.FunctionDef)}
    # Blocks come before the model, and may be called so, too.
    build = max(i for name, i in functions.items() if _BUILD.fullmatch(name))
    place = next(i for i, node in enumerate(tree.body) if not isinstance(node, _SETTING))
    found = [_text(lines, 0, starts[place])]
    for section in _SECTIONS:
        if section.key == "model":
            until = build + 1
        elif section.last:
            until = functions[section.last] + 1
        else:
            until = place
        found.append(_text(lines, starts[place], starts[until]))
        place = until
    return found


def _first(node: ast.stmt, lines: Sequence[str]) -> int:
    """The index of the line where a statement begins, decorators and comments above included."""
    first = node.lineno - 1
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
        first = node.decorator_list[0].lineno - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _text(lines: Sequence[str], first: int, end: int) -> str:
    return "\n".join(lines[first:end]).strip("\n")


def _paragraphs(main: ast.FunctionDef, lines: Sequence[str]) -> Iterator[tuple[set[str], str]]:
    """The parts of `main` between blank lines, each with the names that stand in it."""
    text = _text(lines, main.body[0].lineno - 1, main.end_lineno or 0)
    for paragraph in dedent(text).split("\n\n"):
        nodes = [*ast.walk(ast.parse(paragraph))]
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        yield names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}, paragraph


def _cell(name: str, text: str, *, code: bool) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)
    if code:
        rest: dict[str, Any] = {"execution_count": None, "outputs": []}
        return {"cell_type": "code", "id": name, "metadata": {}, "source": lines, **rest}
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}
