"""Tables, as people have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model_codegen.datasets.files import bounds
from model_codegen.datasets.files.csv_dialect import (
    Dialect,
    given_dialect,
    rows_of,
    sniffed_dialect,
)
from model_codegen.datasets.files.csv_table import (
    Place,
    is_date,
    labels_without_dates,
    read_table,
    reading_arguments,
    table_options,
)
from model_codegen.datasets.reading import describe
from model_codegen.design.errors import DataError
from tests.datasets.files.making import TABLE


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_columns_are_fields(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE)
    options = table_options(path, "t.csv", {"sha256": "ab"})
    assert options == {"sha256": "ab", "missing": "?", **Dialect().options}
    data = describe("csv", "t.csv", options, path)
    assert data.samples == 4
    assert {name: (f.dtype, f.missing) for name, f in data.fields.items()} == {
        "age": ("float64", 1),
        "kind": ("str", 1),
        "price": ("float64", 1),
        "member": ("bool", 0),
    }
    assert data.fields["kind"].labels == {"cat": 2, "dog": 1}
    assert data.fields["age"].labels == {"1": 1, "3": 1, "4": 1}


@pytest.mark.parametrize(
    ("text", "dialect", "first"),
    [
        ("a;b\n1,5;2\n2,5;3\n", Dialect(";", ","), {"a": 1.5, "b": 2}),
        ("a;b\n1.5;2\n", Dialect(";"), {"a": 1.5, "b": 2}),
        ("1\t2\n3\t4\n", Dialect("\t", header=False), {"0": 1, "1": 2}),
        ("a|b\nx|y\n", Dialect("|"), {"a": "x", "b": "y"}),
        ("a\n1\n2\n", Dialect(), {"a": 1}),
        ("\ufeffa,b\n1,2\n", Dialect(), {"a": 1, "b": 2}),
        ('a,b\n"x, y",1\n"z",2\n', Dialect(), {"a": "x, y", "b": 1}),
        ("a,b\r\n\r\n1,2\r\n", Dialect(), {"a": 1, "b": 2}),
    ],
)
def test_dialects(tmp_path: Path, text: str, dialect: Dialect, first: dict[str, Any]) -> None:
    path = written(tmp_path, text)
    assert sniffed_dialect(path, "t.csv") == dialect
    found = read_table(path, "t.csv", {})
    assert {name: values[0] for name, values in found.items()} == first
    again = read_table(path, "t.csv", dialect.options)
    assert all((values == again[name]).all() for name, values in found.items())


def test_letters_of_a_western_spreadsheet(tmp_path: Path) -> None:
    path = written(tmp_path, "stadt;wert\nKöln;1\n".encode("cp1252"))
    assert sniffed_dialect(path, "t.csv").encoding == "cp1252"
    assert read_table(path, "t.csv", {})["stadt"].tolist() == ["Köln"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "`t.csv` is empty"),
        ("\n\n", "is empty"),
        ("a,b\n", "no row but its header"),
        (
            "age,b\n1,2\n2,3\n'old',4\n",
            "Column `age` of `t.csv` has numbers, but `'old'` in line 4",
        ),
        ('age,b\n1,"two\nlines"\nx,3\n4,4\n', "`x` in line 4"),
        ("a,b\n1,2\n3\n", "Line 3 of `t.csv` has 1 values, and the first has 2"),
        ("a,b\n1,2\n3,4,5\n", "Line 3 of `t.csv` has 3 values"),
        ("a,b\n1,2\n3,inf\n", "Column `b` of `t.csv` has an infinite number in line 3"),
        ("a,b\n1,2\n3,1e999\n", "infinite number in line 3"),
        ("a,b\n99999999999999999999999,2\n", "`99999999999999999999999` in line 2"),
        (b"a,b\n1,\x002\n", "no table as text"),
        (b"\xff\xfea\x00", "no table as text"),
        ('a,b\n1,"' + 140_000 * "x", "cannot be read after line"),
        ("a," * 2_500, "2,501 columns"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_table(written(tmp_path, text), "t.csv", {})


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a,b\n1,2\n3,4\n")
    monkeypatch.setattr("model_codegen.datasets.files.csv_table.CELLS", 5)
    with pytest.raises(DataError, match="more than 5 values"):
        read_table(path, "t.csv", {})
    monkeypatch.setattr(bounds, "FILE_BYTES", 3)
    with pytest.raises(DataError, match="at most 0 MB are taken"):
        read_table(path, "t.csv", {})
    with pytest.raises(DataError, match="not there any more"):
        read_table(tmp_path / "gone.csv", "t.csv", {})


def test_dates_are_no_labels(tmp_path: Path) -> None:
    path = written(tmp_path, "day,kind\n2024-01-01,a\n2024-01-02,b\n")
    fields = describe("csv", "t.csv", {}, path).fields
    assert fields["day"].labels == {}
    assert fields["kind"].labels == {"a": 1, "b": 1}
    assert is_date("31.12.2024 23:59")
    assert not is_date("cat")
    assert labels_without_dates({}) == {}


@pytest.mark.parametrize(
    "options",
    [{"separator": "x"}, {"separator": ",", "decimal": "x"}, {"separator": ",", "header": 1}],
)
def test_options_that_cannot_be(options: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="separator is a comma"):
        given_dialect(options)


def test_lines_and_arguments(tmp_path: Path) -> None:
    path = written(tmp_path, 'a;b\n"1\n2";3\n\n4;5\n')
    dialect = Dialect(";")
    assert [line for line, _ in rows_of(path, dialect, "t.csv")] == [1, 3, 5]
    assert Place(path, dialect, "t.csv").line(1) == 5
    options = Dialect(";", ",", False, "cp1252").options
    assert reading_arguments(options) == {
        "sep": ";",
        "decimal": ",",
        "header": None,
        "encoding": "cp1252",
    }
    assert reading_arguments({"missing": "?"}) == {"na_values": "?"}
    assert np.isnan(read_table(written(tmp_path, "a,b\n1,?\n2,3\n"), "t.csv", {})["b"][0])
