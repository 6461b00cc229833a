"""Files that users bring: kept once, as a whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.training import data_files
from app.core.training.data_files import DataFileError
from model_codegen.datasets.file_name import file_name
from model_codegen.datasets.files.bounds import FILE_BYTES
from model_codegen.design.training import Data, Training


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path))
    return tmp_path


def test_a_file_is_kept_under_its_hash_and_found_by_the_data_that_name_it(state: Path) -> None:
    digest = data_files.keep(io.BytesIO(b"a,b\n1,2\n"), "table.csv")
    assert digest == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    data = Data("csv", "table.csv", {"sha256": digest})
    assert data_files.path_of(data) == state / "data" / digest
    assert data_files.files_of(Training(data=data)) == {"table.csv": str(state / "data" / digest)}
    odd = replace(data, name="../my: table.csv")
    assert [*data_files.files_of(Training(data=odd))] == [file_name(odd)] == ["my table.csv"]
    assert data_files.keep(io.BytesIO(b"a,b\n1,2\n"), "again.csv") == digest
    assert len([*(state / "data").iterdir()]) == 1


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "f" * 64])
def test_what_is_no_file_here_has_no_path(digest: str) -> None:
    assert data_files.path_of(Data("csv", "x.csv", {"sha256": digest})) is None
    assert data_files.files_of(Training()) == {}


def test_what_is_kept_is_read() -> None:
    assert data_files.LARGEST == FILE_BYTES


def test_a_file_that_is_too_large_leaves_nothing_behind(state: Path) -> None:
    with pytest.raises(DataFileError, match=r"'big.csv' is larger than the 10 bytes"):
        data_files.keep(io.BytesIO(b"x" * 11), "big.csv", largest=10)
    with pytest.raises(DataFileError, match="is empty"):
        data_files.keep(io.BytesIO(b""), "none.csv")
    assert [*(state / "data").iterdir()] == []


def test_a_full_disk_is_a_sentence(state: Path) -> None:
    (state / "data").write_text("a file where the folder should be")
    with pytest.raises(DataFileError, match=r"could not be stored: .* is as it was"):
        data_files.keep(io.BytesIO(b"x"), "x.csv")


def test_what_was_used_the_longest_ago_goes_first(state: Path) -> None:
    old, used = (data_files.keep(io.BytesIO(text), "x.csv") for text in (b"1" * 10, b"2" * 10))
    os.utime(state / "data" / old, (1, 1))
    new = data_files.keep(io.BytesIO(b"3" * 10), "x.csv", most=20)
    assert {path.name for path in (state / "data").iterdir()} == {used, new}


def test_a_name_says_what_a_file_is_taken_for() -> None:
    assert data_files.kind_of("My Pictures.ZIP") == "images"
    with pytest.raises(DataFileError, match=r"bring a \.csv"):
        data_files.kind_of("model.exe")
