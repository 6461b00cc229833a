"""Zip archives, looked at before anything in them is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from model_codegen.datasets.files.bounds import (
    DIRECTORY_BYTES,
    ENTRIES,
    UNPACKED_BYTES,
    checked_size,
)
from model_codegen.design.errors import DataError
from model_codegen.design.wording import quote

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, KeyError, IndexError, OverflowError),
    *(NotImplementedError, RuntimeError, MemoryError),
)
"""What reading a broken archive raises: the library has no error of its own for most."""

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535


def checked_archive(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """The entries of an archive that are no folders.

    Python's zipfile never gives more of an entry than the directory says it has; so the sizes that
    stand there bound what unpacking takes, whatever the compressed data would go on to.

    Args:
        path: Where it lies.
        name: What people call it.

    Raises:
        DataError: If it is no archive, too large once unpacked, or has entries that no harmless
            archive has.
    """
    checked_size(path, name)
    _check_directory(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except BROKEN:
        raise broken_archive(name) from None
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_BYTES:
        raise DataError(
            f"The archive {quote(name)} unpacks to {unpacked / 1024**2:,.0f} MB, and at most "
            f"{UNPACKED_BYTES // 1024**2:,} MB are taken."
        )
    for entry in entries:
        _check_entry(entry, name)
    if len({entry.filename for entry in entries}) < len(entries):
        raise DataError(f"The archive {quote(name)} has two entries of the same name.")
    return entries


def broken_archive(name: str) -> DataError:
    """What is said of an archive that cannot be read."""
    return DataError(
        f"The file {quote(name)} is no zip archive, or it is damaged: perhaps its upload was cut "
        "short. Pack it again."
    )


def _check_directory(path: Path, name: str) -> None:
    """Bound the directory by what the end of the file says of it, before it is read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
        tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise broken_archive(name)
    count, directory = struct.unpack_from("<HI", tail, place + 10)
    if count > ENTRIES or directory > DIRECTORY_BYTES:
        raise DataError(
            f"The archive {quote(name)} has too many entries: at most {ENTRIES:,} are taken."
        )


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename.partition("/")[0]:
        raise DataError(
            f"The archive {quote(name)} has an entry that leads outside it, "
            f"{quote(entry.filename)}: pack the folder itself."
        )
    if entry.flag_bits & 1:
        raise DataError(
            f"The archive {quote(name)} is locked with a password: pack it without one."
        )
    if path.suffix.lower() in (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz"):
        raise DataError(
            f"The archive {quote(name)} has another archive in it, {quote(entry.filename)}: unpack "
            "that one first."
        )
