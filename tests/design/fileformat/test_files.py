"""Files that users name: replaced in one step, never private, and sentences when it fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat import files


def test_a_written_file_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "model.py"
    files.write(path, "é\n")
    assert files.read(path, 100) == "é\n".encode()
    files.write(str(path), b"\x00")
    assert files.read(str(path), 100) == b"\x00"
    assert [*tmp_path.iterdir()] == [path]


def test_reading_stops_one_byte_behind_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large"
    files.write(path, b"x" * 50)
    assert files.read(path, 10) == b"x" * 11


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    files.write(tmp_path / "ours", "x")
    (tmp_path / "plain").touch()
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "shared"
    path.touch()
    path.chmod(0o660)
    files.write(path, "x")
    assert path.stat().st_mode & 0o777 == 0o660


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    files.write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    files.write(os.devnull, "x")
    assert Path(os.devnull).is_char_device()


def test_what_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in [
        (tmp_path / "none", "there is no such file or folder"),
        (tmp_path, "it is a folder, not a file"),
        ("a\0b", "this is not a file name"),
        ("x" * 5000, "file name too long"),
    ]:
        with pytest.raises(DesignError) as caught:
            files.read(path, 10)
        assert str(caught.value).startswith("Cannot read ")
        assert str(caught.value).endswith(f": {reason}.")
        assert str(caught.value).isprintable()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    for path, reason in [
        (tmp_path / "none" / "x", "there is no such file or folder"),
        (tmp_path, "it is a folder, not a file"),
        (tmp_path / "a\0b", "this is not a file name"),
    ]:
        with pytest.raises(DesignError) as caught:
            files.write(path, "x")
        assert str(caught.value).startswith("Cannot write ")
        assert str(caught.value).endswith(f": {reason}.")
    assert not [*tmp_path.iterdir()]
