"""The part of `rich` that Keras' summary uses, for plain text: the same lines, many times faster.

`rich` writes what is around the rows, and every cell that is not simple. Most cells are a few words
of ASCII in colours that plain text has not; these are wrapped here as `rich` wraps them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import Console

Justify = Literal["left", "center", "right"]

_TAG = re.compile(r"\[(?:/|bold|color\(\d+\))\]")
"""The tags that Keras writes."""

_OTHER_TAG = re.compile(r"\\|\[[a-z#/@]")
"""What `rich` may take for another tag, or for one that is none."""

_WORD = re.compile(r"\s*\S+\s*")

_NARROWEST = 2
"""The narrowest column that is wrapped here: `rich` has a way of its own with none at all."""


def plain_rich(width: int) -> Any:
    """What stands for the package `rich` where Keras writes plain text.

    Args:
        width: Of the console, in columns.
    """
    import rich.markup
    import rich.table

    return SimpleNamespace(
        markup=rich.markup,
        table=SimpleNamespace(Column=rich.table.Column, Table=PlainTable),
        console=SimpleNamespace(Console=lambda **_: PlainConsole(width)),
    )


class PlainTable:
    """A table, as `rich.table.Table` with lines between its rows.

    Args:
        *columns: Each a `rich.table.Column` with a width.
        **options: As for `rich.table.Table`.
    """

    def __init__(self, *columns: Any, **options: Any) -> None:
        self._columns = columns
        self._options = options
        self._rows: list[tuple[str, ...]] = []

    def add_row(self, *cells: str) -> None:
        """Add a row, one cell with markup for each column."""
        self._rows.append(cells)

    def text(self, console: Console) -> str:
        """The lines of the table, as `console` prints them."""
        frame = self._by_rich(console, [[""] * len(self._columns)] * 2)
        *head, blank, between, _, foot = frame.splitlines(keepends=True)
        edge = blank[0]
        widths = [len(cell) - 2 for cell in blank.strip()[1:-1].split(edge)]
        if min(widths) < _NARROWEST:
            return self._by_rich(console, self._rows)
        cells = [
            _wrapper(console, column.justify, width)
            for column, width in zip(self._columns, widths, strict=True)
        ]
        rows = (
            "".join(
                f"{edge} {f' {edge} '.join(line)} {edge}\n" for line in _lines(row, cells, widths)
            )
            for row in self._rows
        )
        return "".join([*head, between.join(rows), foot])

    def _by_rich(self, console: Console, rows: Iterable[Sequence[str]]) -> str:
        import rich.table

        table = rich.table.Table(*(column.copy() for column in self._columns), **self._options)
        for row in rows:
            table.add_row(*row)
        return _printed(console, table)


class PlainConsole:
    """What prints markup and tables, as `rich.console.Console` does into a capture.

    Args:
        width: In columns.
    """

    def __init__(self, width: int) -> None:
        from rich.console import Console

        self._console = Console(
            file=io.StringIO(),
            width=width,
            height=100,
            highlight=False,
            force_terminal=False,
            color_system=None,
        )
        self._written: list[str] = []

    def begin_capture(self) -> None:
        """Nothing is ever printed elsewhere."""

    def print(self, thing: Any) -> None:
        """Print markup or a table."""
        if isinstance(thing, PlainTable):
            self._written.append(thing.text(self._console))
        else:
            self._written.append(_printed(self._console, thing))

    def end_capture(self) -> str:
        """All that was printed."""
        return "".join(self._written)


def _printed(console: Console, thing: Any) -> str:
    with console.capture() as capture:
        console.print(thing)
    return capture.get()


def _lines(
    row: tuple[str, ...], cells: list[Callable[[str], list[str]]], widths: list[int]
) -> Iterator[tuple[str, ...]]:
    """The lines of a row, each with a text for each column."""
    wrapped = [wrap(cell) for wrap, cell in zip(cells, row, strict=True)]
    for index in range(max(map(len, wrapped))):
        yield tuple(
            lines[index] if index < len(lines) else " " * width
            for lines, width in zip(wrapped, widths, strict=True)
        )


def _wrapper(console: Console, justify: Justify, width: int) -> Callable[[str], list[str]]:
    """What makes the lines of a cell, each cell once."""
    known: dict[str, list[str]] = {}

    def wrap(cell: str) -> list[str]:
        if cell not in known:
            known[cell] = wrapped(console, cell, justify, width)
        return known[cell]

    return wrap


def wrapped(console: Console, cell: str, justify: Justify, width: int) -> list[str]:
    """The lines of a cell, as wide as the column.

    Args:
        console: Wraps what is not simple.
        cell: Its text, with markup.
        justify: Where short lines stand.
        width: Of the column.
    """
    plain = _TAG.sub("", cell)
    simple = plain.replace("└", "").isascii() and plain.isprintable()
    if not simple or ":" in plain or _OTHER_TAG.search(plain):
        return _wrapped_by_rich(console, cell, justify, width)
    return [_justified(line, justify, width) for line in _broken(plain, width)]


def _wrapped_by_rich(console: Console, cell: str, justify: Justify, width: int) -> list[str]:
    from rich.cells import set_cell_size

    text = console.render_str(cell)
    lines = text.wrap(console, width, justify=justify, overflow="ellipsis")
    return [set_cell_size(line.plain, width) for line in lines] or [" " * width]


def _broken(text: str, width: int) -> Iterator[str]:
    """The lines of a text, as `divide_line` of `rich/_wrap.py` breaks it without folding words."""
    if len(text) <= width:
        yield text
        return
    filled = begin = 0
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0]
        bare = len(word.rstrip())
        if bare <= width - filled:
            filled += len(word)
            continue
        if start and (filled or bare > width):
            yield text[begin:start]
            begin = start
        elif bare <= width:
            continue
        filled = len(word)
    yield text[begin:]


def _justified(line: str, justify: Justify, width: int) -> str:
    """A line in its place, as `Lines.justify` of `rich/containers.py` puts it."""
    excess = len(line) - width
    if excess > 0:
        bare = line.rstrip()
        line = line[: max(len(bare), width)]
    if justify != "left":
        line = line.rstrip()
    if len(line) > width:
        line = f"{line[: width - 1]}…"
    if justify == "right":
        return line.rjust(width)
    if justify == "center":
        line = " " * ((width - len(line)) // 2) + line
    return line.ljust(width)
