"""Keras' docstrings: the first line, and the help text of each argument."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any

_SECTION = re.compile(r"^(call )?arg(?:ument)?s\s*:?\s*$", re.IGNORECASE)
_ITEM = re.compile(r"^\**`?(\w+)`?\s*(?:\([^)]*\))?\s*:\s*(.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"(*-])")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|a\.k\.a|ie|eg|etc|vs|cf|[A-Z])\.$")
_LONGEST_HELP = 240


def summary(thing: Any) -> str:
    """The first paragraph's first sentence of a docstring, on one line; empty if there is none."""
    paragraph = (inspect.getdoc(thing) or "").strip().partition("\n\n")[0]
    sentences = _sentences(" ".join(paragraph.split()))
    return sentences[0] if sentences else ""


def argument_texts(thing: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The full text about each argument: of the constructor or function, and of the call.

    Args:
        thing: A class or function with a docstring in Google style, as all of Keras'.
    """
    texts: tuple[dict[str, str], dict[str, str]] = ({}, {})
    lines = (inspect.getdoc(thing) or "").splitlines()
    for index, line in enumerate(lines):
        section = _SECTION.match(line.strip())
        if section:
            indent = len(line) - len(line.lstrip())
            texts[1 if section.group(1) else 0].update(_items(lines[index + 1 :], indent))
    return texts


def help_text(text: str) -> str:
    """The first sentences of a text about an argument, as many as are readable in a form."""
    kept = ""
    for sentence in _sentences(" ".join(text.split())):
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer) > _LONGEST_HELP:
            break
        kept = longer
    return kept if len(kept) <= 2 * _LONGEST_HELP else f"{kept[: 2 * _LONGEST_HELP - 1]}…"


def _items(lines: list[str], section_indent: int) -> dict[str, str]:
    items: dict[str, list[str]] = {}
    base: int | None = None
    current: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if indent <= section_indent:
            break
        base = indent if base is None else base
        item = _ITEM.match(line.strip()) if indent <= base else None
        if item:
            current = items.setdefault(item.group(1), [])
            current.append(item.group(2))
        else:
            current.append(line.strip())
    return {name: "\n".join(parts).strip() for name, parts in items.items()}


def _sentences(text: str) -> list[str]:
    sentences: list[str] = []
    for part in _SENTENCE_END.split(text):
        if sentences and (_NO_END.search(sentences[-1]) or sentences[-1].count("`") % 2):
            sentences[-1] += f" {part}"
        elif part:
            sentences.append(part)
    return sentences
