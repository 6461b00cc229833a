"""Rows as tables: for the eye in a terminal, and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.measure import Row

_COLUMNS: dict[str, Callable[[Row], str]] = {
    "what": lambda row: row.what,
    "before": lambda row: _figure(row.before, row.unit),
    "now": lambda row: _figure(row.measured, row.unit),
    "times better": lambda row: _times(row.ratio),
    "goal": lambda row: _goal(row),
    "kept": lambda row: {None: "", True: "yes", False: "no"}[row.kept],
    "Keras": lambda row: _figure(row.keras, row.unit),
    "Keras / now": lambda row: (
        "" if row.keras is None else _times(row.keras / max(row.measured, 0.01))
    ),
    "note": lambda row: row.note,
}

_ALWAYS = ("what", "now")
_LEFT = ("what", "kept", "note")


def text_table(rows: Sequence[Row]) -> str:
    """The rows in columns of a terminal."""
    lines = _cells(rows)
    names = lines[0]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if name in _LEFT else cell.rjust(width)
            for name, cell, width in zip(names, line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def markdown_table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown."""
    names, *lines = _cells(rows)
    rule = ["---" if name in _LEFT else "---:" for name in names]
    return "\n".join(f"| {' | '.join(line)} |" for line in (names, rule, *lines))


def _cells(rows: Sequence[Row]) -> list[list[str]]:
    """A heading and a line for each row, without the columns that say nothing."""
    columns = [(name, [cell(row) for row in rows]) for name, cell in _COLUMNS.items()]
    kept = [(name, cells) for name, cells in columns if name in _ALWAYS or any(cells)]
    names = [name for name, _ in kept]
    return [names, *([cells[index] for _, cells in kept] for index in range(len(rows)))]


def _goal(row: Row) -> str:
    least = "≥ " if row.unit == "frames/s" else "≤ "
    parts = []
    if row.budget is not None:
        parts.append(least + _figure(row.budget, row.unit))
    if row.faster is not None:
        parts.append(f"≥ {row.faster:g}×")
    return ", ".join(parts)


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:,.1f}×"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "":
        return f"{value:,.0f}"
    return f"{value:,.0f} {unit}" if value >= 100 or value == int(value) else f"{value:,.1f} {unit}"
