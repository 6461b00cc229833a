"""How a table is written as text: encoding, separator, decimal comma, header."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model_codegen.datasets.files.bounds import COLUMNS
from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "cp1252")
"""cp1252 is what spreadsheets write in the west; it reads whatever utf-8 does not."""

LOOKED_AT = 200
"""How many rows tell the separator and whether numbers have a decimal comma."""

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
COMMA = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True)
class Dialect:
    """How a table is written.

    Attributes:
        separator: Between values.
        decimal: Before the fraction of a number.
        header: Whether the first row has the names of the columns.
        encoding: How letters are written.
    """

    separator: str = ","
    decimal: str = "."
    header: bool = True
    encoding: str = "utf-8"

    @property
    def options(self) -> Config:
        """As `Data.options` has them."""
        return {
            "separator": self.separator,
            "decimal": self.decimal,
            "header": self.header,
            "encoding": self.encoding,
        }


def given_dialect(options: Config) -> Dialect | None:
    """The dialect that options tell; None if they tell none.

    Raises:
        DataError: If an option is wrong.
    """
    if "separator" not in options:
        return None
    found = Dialect(
        options["separator"],
        options.get("decimal", "."),
        options.get("header", True),
        options.get("encoding", "utf-8"),
    )
    good = found.separator in SEPARATORS and found.encoding in ENCODINGS
    if not good or found.decimal not in (".", ",") or type(found.header) is not bool:
        raise DataError(
            "A table's separator is a comma, semicolon, tab or bar, its decimal a point or a "
            f"comma, and its encoding one of {', '.join(ENCODINGS)}."
        )
    return found


def sniffed_dialect(path: Path, name: str) -> Dialect:
    """How a file is written, as its first rows tell.

    Args:
        path: Where it lies.
        name: What people call it.

    Raises:
        DataError: If it is no text, or no table.
    """
    encoding = _encoding(path, name)
    best = (0, 0)
    chosen, rows = SEPARATORS[0], list[list[str]]()
    for separator in SEPARATORS:
        every = rows_of(path, Dialect(separator, encoding=encoding), name)
        found = [row for _, row in itertools.islice(every, LOOKED_AT)]
        # The separator is the one that cuts most rows into the same number of values.
        width, alike = Counter(map(len, found)).most_common(1)[0] if found else (0, 0)
        if not rows or (width > 1 and (alike, width) > best):
            best, chosen, rows = (alike if width > 1 else 0, width), separator, found
    if not rows:
        raise DataError(f"The file {quote(name)} is empty.")
    if len(rows[0]) > COLUMNS:
        raise DataError(
            f"The table {quote(name)} has {len(rows[0]):,} columns, and at most {COLUMNS:,} are "
            "taken."
        )
    cells = [cell.strip() for row in rows[1:] for cell in row]
    commas = chosen != "," and sum(bool(COMMA.fullmatch(cell)) for cell in cells)
    points = sum("." in cell and bool(NUMBER.fullmatch(cell)) for cell in cells)
    header = not any(NUMBER.fullmatch(cell.strip()) for cell in rows[0])
    return Dialect(chosen, "," if commas and commas > points else ".", header, encoding)


def rows_of(path: Path, dialect: Dialect, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the number of its last line, from 1.

    Args:
        path: Where the file lies.
        dialect: How it is written.
        name: What people call it.

    Raises:
        DataError: If a row cannot be read.
    """
    line = 1
    try:
        with path.open(encoding=_with_mark(dialect.encoding), newline="") as file:
            reader = csv.reader(file, delimiter=dialect.separator)
            for row in reader:
                line = reader.line_num
                if row:
                    yield line, row
    except csv.Error:
        raise DataError(
            f"The table {quote(name)} cannot be read after line {line:,}: a value is longer than "
            "131,072 characters, or a quotation mark is never closed."
        ) from None
    except UnicodeDecodeError:
        raise no_text(name) from None


def no_text(name: str) -> DataError:
    """What is said of a file that is no text."""
    return DataError(
        f"The file {quote(name)} is no table as text: save it as CSV in UTF-8. A spreadsheet does "
        "so with Save as."
    )


def _with_mark(encoding: str) -> str:
    """The encoding that also takes the mark with which some programs begin a file."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        start = file.read(65_536)
        if b"\0" in start:
            raise no_text(name)
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as text:
                while text.read(1_048_576):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise no_text(name)
