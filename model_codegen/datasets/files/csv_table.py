"""Tables as text (CSV): a column is a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model_codegen.datasets.files.bounds import CELLS, checked_size
from model_codegen.datasets.files.csv_dialect import (
    Dialect,
    given_dialect,
    no_text,
    rows_of,
    sniffed_dialect,
)
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

MISSING = "?"
"""What old data sets write for a missing value, besides all that pandas takes for one."""

DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?")


def table_options(path: Path, name: str, options: Config) -> Config:
    """How a table is read: as the options tell, or as its first rows do.

    Args:
        path: Where the file lies.
        name: What people call it.
        options: `separator`, `decimal`, `header` and `encoding`, or none of them; `missing` is "?"
            where that stands for a missing value.

    Raises:
        DataError: If an option is wrong, or the file is no table.
    """
    checked_size(path, name)
    dialect = given_dialect(options) or sniffed_dialect(path, name)
    found = {**options, **dialect.options}
    if "missing" not in found and MISSING.encode() in path.read_bytes():
        found["missing"] = MISSING
    return found


def read_table(path: Path, name: str, options: Config) -> dict[str, np.ndarray]:
    """The columns of a table, by their names; those without a name are called by their number.

    Numbers are int64 or float64, with NaN where one is missing; text is an array of objects, with
    "" where it is missing.

    Args:
        path: Where the file lies.
        name: What people call it.
        options: As `table_options`.

    Raises:
        DataError: If the file is too large, no table, or has a column of numbers with text in it.
    """
    checked_size(path, name)
    dialect = given_dialect(options) or sniffed_dialect(path, name)
    _check_rows(path, dialect, name)
    import pandas

    try:
        table = pandas.read_csv(
            path,
            compression=None,
            # All of a column is read before its type is told: else text may hide among numbers.
            low_memory=False,
            **reading_arguments(table_options(path, name, options)),
        )
    except UnicodeError:
        raise no_text(name) from None
    except (pandas.errors.ParserError, ValueError, OverflowError):
        raise DataError(
            f"The file {quote(name)} cannot be read as a table: perhaps a quotation mark is never "
            "closed."
        ) from None
    return {
        str(column): _column(table[column], Place(path, dialect, name), str(column))
        for column in table.columns
    }


def reading_arguments(options: Config) -> dict[str, Any]:
    """The arguments of `pandas.read_csv` for a table, where they differ from the usual ones."""
    found: dict[str, Any] = {}
    if options.get("separator", ",") != ",":
        found["sep"] = options["separator"]
    if options.get("decimal", ".") != ".":
        found["decimal"] = options["decimal"]
    if not options.get("header", True):
        found["header"] = None
    if options.get("encoding", "utf-8") != "utf-8":
        found["encoding"] = options["encoding"]
    if options.get("missing") == MISSING:
        found["na_values"] = MISSING
    return found


@dataclass(frozen=True)
class Place:
    """Where a column stands.

    Attributes:
        path: Of the file.
        dialect: How it is written.
        name: What people call it.
    """

    path: Path
    dialect: Dialect
    name: str

    def line(self, row: int) -> int:
        """The line in which a row ends, from 1; rows are counted from 0, the header aside."""
        rows = rows_of(self.path, self.dialect, self.name)
        wanted = row + self.dialect.header
        return next(line for index, (line, _) in enumerate(rows) if index == wanted)


def _check_rows(path: Path, dialect: Dialect, name: str) -> None:
    """Every row has as many values as the first."""
    width, rows = 0, 0
    for line, row in rows_of(path, dialect, name):
        rows += 1
        if rows == 1:
            width = len(row)
        elif len(row) != width:
            raise DataError(
                f"Line {line:,} of {quote(name)} has {len(row):,} values, and the first has "
                f"{width:,}: the file was cut short there, or a value has a separator in it and no "
                "quotation marks."
            )
        if rows * width > CELLS:
            raise DataError(
                f"The table {quote(name)} has more than {CELLS:,} values: bring a part of it."
            )
    if rows <= dialect.header:
        raise DataError(f"The table {quote(name)} has no row but its header.")


def _column(column: Any, place: Place, label: str) -> np.ndarray:
    values: np.ndarray = column.to_numpy()
    if values.dtype.kind in "biu":
        return values
    if values.dtype.kind == "f":
        if np.isinf(values).any():
            line = place.line(int(np.isinf(values).argmax()))
            raise DataError(
                f"Column {quote(label)} of {quote(place.name)} has an infinite number in line "
                f"{line:,}: no model learns from it."
            )
        return values
    import pandas

    there = column.notna().to_numpy()
    found = np.where(there, column.astype(object).map(str).to_numpy(), "").astype(object)
    numbers = pandas.to_numeric(pandas.Series(found), errors="coerce").notna().to_numpy()
    text = there & ~numbers
    if numbers.sum() > text.sum():
        row = int(text.argmax()) if text.any() else int(numbers.argmax())
        raise DataError(
            f"Column {quote(label)} of {quote(place.name)} has numbers, but {quote(found[row])} in "
            f"line {place.line(row):,}: write a number there, or leave it empty."
        )
    return found


def is_date(label: str) -> bool:
    """Whether text is a date, of whatever order."""
    return bool(DATE.fullmatch(label.strip()))


def labels_without_dates(labels: Mapping[str, int]) -> Mapping[str, int]:
    """Labels of a field, or none if they are dates: these have an order, and no end."""
    dates = sum(is_date(label) for label in labels)
    return {} if labels and dates == len(labels) else labels
