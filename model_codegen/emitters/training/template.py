"""Templates: Python as it will stand in the script, with places for what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from model_codegen.emitters.source_text import Source

PLACE = "$"
"""Begins a line that stands for several, or for none, at its indentation."""

Parts = Mapping[str, str | Sequence[str]]
"""What goes where: lines by the name of their place, or a text for places within a line."""


def write_template(source: Source, template: str, parts: Parts) -> None:
    """Write a template.

    Args:
        source: Where to.
        template: Lines of Python. A line of `$` and a name stands for the lines of that part;
            `$name$` within a line for its text.
        parts: The parts, by name.

    Raises:
        KeyError: If a line stands for a part that there is not.
    """
    for line in filled(lines(template), parts):
        source.line(line)


def filled(template: Iterable[str], parts: Parts) -> Iterator[str]:
    """The lines of a template with its parts.

    Args:
        template: Its lines.
        parts: As for `write_template`.
    """
    for line in template:
        said = line.lstrip()
        if said.startswith(PLACE) and not said.endswith(PLACE):
            indentation = line[: len(line) - len(said)]
            for inner in parts[said[len(PLACE) :]]:
                yield indentation + inner if inner else ""
            continue
        for name, text in parts.items():
            if isinstance(text, str):
                line = line.replace(f"{PLACE}{name}{PLACE}", text)
        yield line


def lines(template: str) -> list[str]:
    """The lines of a part that is a template itself."""
    return template.strip("\n").split("\n")
