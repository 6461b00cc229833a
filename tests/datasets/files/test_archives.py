"""Archives that mean no good."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from model_codegen.datasets.files import archives, bounds
from model_codegen.datasets.files.archives import broken_archive, checked_archive
from model_codegen.datasets.files.npz_arrays import read_npz
from model_codegen.design.errors import DataError
from tests.datasets.files.making import zipped


def test_folders_are_no_entries(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"cats/": b"", "cats/a.png": b"x"})
    assert [entry.filename for entry in checked_archive(path, "a.zip")] == ["cats/a.png"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc/passwd", "leads outside it"),
        ("/etc/passwd", "leads outside it"),
        ("a\\..\\..\\b.png", "leads outside it"),
        ("C:/a.png", "leads outside it"),
        ("cats/more.zip", "another archive in it, `cats/more.zip`"),
        ("cats/more.tar", "another archive"),
    ],
)
def test_entries_that_no_harmless_archive_has(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        checked_archive(zipped(tmp_path / "a.zip", {name: b"x"}), "a.zip")


def test_a_bomb_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 2 * 1024**2)
    path = zipped(tmp_path / "a.zip", {"a.npy": bytes(3 * 1024**2)})
    assert path.stat().st_size < 10_000
    with pytest.raises(DataError, match="unpacks to 3 MB, and at most 2 MB are taken"):
        checked_archive(path, "a.zip")


def test_a_bomb_that_lies_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.npz", {"a.npy": bytes(3 * 1024**2)})
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 100)
    path.write_bytes(content)
    assert checked_archive(path, "a.npz")[0].file_size == 100
    with zipfile.ZipFile(path) as archive, pytest.raises((zipfile.BadZipFile, zlib.error)):
        archive.read("a.npy")
    with pytest.raises(DataError, match="damaged"):
        read_npz(path, "a.npz")


def test_a_directory_without_end(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.png": b"x"})
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, content.rfind(b"PK\x05\x06") + 10, 65_535)
    path.write_bytes(content)
    with pytest.raises(DataError, match=f"at most {bounds.ENTRIES:,} are taken"):
        checked_archive(path, "a.zip")


def test_a_locked_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.png": b"x"})
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="locked with a password"):
        checked_archive(path, "a.zip")


def test_two_entries_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.png", b"y")
    with pytest.raises(DataError, match="two entries of the same name"):
        checked_archive(path, "a.zip")


@pytest.mark.parametrize("content", [b"x", b"PK\x05\x06", bytes(70_000), b"PK\x05\x06" + 18 * b"a"])
def test_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"too many entries|no zip archive, or it is damaged"):
        checked_archive(path, "a.zip")
    assert "Pack it again" in str(broken_archive("a.zip"))
